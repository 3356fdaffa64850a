"""Papers: facts → .docx, .xlsx and HTML that an office edits, signs and sends. The same facts give the same bytes."""
