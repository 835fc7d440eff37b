"""Facts of the second half of enforcement: penalties, their money, suspensions, remedies."""
