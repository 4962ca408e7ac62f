"""Small parts that the window is put together from."""
