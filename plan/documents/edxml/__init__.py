"""The national form in which offices send each other documents (edXML): read and written. No database, no network.

Built on public samples of QCVN 102:2016/BTTTT and of the older form beside it; not tried on an axis.
"""
