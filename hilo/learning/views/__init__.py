"""The pages of learning: learners’, trainers’ and the office’s."""
