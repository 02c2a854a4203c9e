"""Where the files of evidence are kept: one interface, a folder or a store that speaks S3."""
