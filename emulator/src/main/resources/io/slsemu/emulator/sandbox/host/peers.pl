# Who owns the other end of a connection: asked of the kernel's socket table with one exact look-up
# (sock_diag), since reading all of /proc/net/tcp takes a hundred times as long.
use strict;

my $diag;

# "uid inode", or "- -" where the kernel does not know the socket, or cannot be asked.
sub owner {
    my ($address, $port, $peer, $peer_port) = @_;
    if (!$diag) { socket $diag, 16, 3, 4 or return '? ?' }    # AF_NETLINK SOCK_RAW SOCK_DIAG
    my $id = pack 'n n a16 a16 L L L', $port, $peer_port, quad($address), quad($peer), 0, ~0 & 0xffffffff,
        ~0 & 0xffffffff;
    my $request = pack('C C C C L', 2, 6, 0, 0, 0xffffffff) . $id;    # AF_INET, TCP, any state
    my $message = pack('L S S L L', 16 + length $request, 20, 1, 0, 0) . $request;
    defined syswrite $diag, $message or return '? ?';
    sysread $diag, my $answer, 8192 or return '? ?';
    my ($length, $type) = unpack 'L S', $answer;
    if ($type != 20) {
        my $error = -unpack 'l', substr $answer, 16, 4;
        return $error == 2 ? '- -' : '? ?';    # ENOENT
    }
    my ($user, $inode) = unpack 'x64 L L', substr $answer, 16;
    return "$user $inode";
}

sub quad { return pack 'C4 x12', split /\./, $_[0] }
