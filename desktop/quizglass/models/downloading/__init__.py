"""Fetching published models: the only part of the program that goes to the network by itself, and only when told to.

The libraries of models are told to stay off the network for as long as this program runs. A download is done by a
process of its own, the only one where that is lifted; ending the process ends the download, at whatever byte it is.
"""
