"""An open document with its questions and answers, apart from how they are shown."""
