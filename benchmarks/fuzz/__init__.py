"""Every way in, fed with what nobody would send: mutated inputs that a seed gives, and a judge for each.

    python -m benchmarks.fuzz --seed 1 --inputs 1000000
    python -m benchmarks.fuzz --seed 1 --inputs 10000 --way feed

A crash is an exception that is not one of ours; a hang takes more than ten seconds of the
processor, or five minutes; a loss is an input of which neither an
article, a dead letter nor a reported error came. The last line counts them; the status is 0 only if there are none.
"""
