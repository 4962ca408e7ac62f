"""Vision-language models of transformers' own classes: loading, looking, answering. A family brings a `Recipe`."""
