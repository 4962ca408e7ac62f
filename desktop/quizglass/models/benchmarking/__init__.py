"""What measuring a model needs below the engines: random models of any size, clocks, plain ``generate`` beside ours."""
