"""The regions of one document beyond its pages: kept, found under the pointer, copied, shown as a model saw them."""
