"""The Word documents: .docx, and the HTML that Word opens as .doc."""
