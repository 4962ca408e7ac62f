"""A Qwen2-VL of a million weights that reads: its pages, its exercises, how it is taught and measured.

``trained`` is what `teaching` made of it; README.md says how well it reads.
"""
