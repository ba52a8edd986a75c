"""Whether an answer answers: cues, overlap and a small trained model behind `servanda.readings.replies`."""
