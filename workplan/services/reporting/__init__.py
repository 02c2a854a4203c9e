"""What agencies say about their work: reports, contradictions, evidence, kept forms."""
