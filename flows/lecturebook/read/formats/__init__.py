"""One module per format: `is_x` says whether a document is one, `read_x` gives its lectures."""
