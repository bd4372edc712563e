"""What spans lectures: settings and metadata, the glossary, the concept index, and the build."""
