"""Ask one question: prompts, the ask use case, finding the evidence on the page."""
