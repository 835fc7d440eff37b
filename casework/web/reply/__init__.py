"""Forms and words of the party's steps; the enterprises' wing and the officers', who enter signed paper, share them."""
