# What the emulator and these scripts say to each other: a letter, a length of four bytes, and
# fields "key=value" that each end with a NUL.
use strict;

sub read_exactly {
    my ($handle, $length) = @_;
    my $data = '';
    while (length $data < $length) {
        my $count = sysread $handle, $data, $length - length $data, length $data;
        next if !defined $count and $! == 4;    # EINTR
        return unless $count;
    }
    return $data;
}

# One frame: its letter and its raw payload; nothing at the end of the stream.
sub read_frame {
    my ($handle) = @_;
    my $head = read_exactly($handle, 5);
    return unless defined $head;
    my ($letter, $length) = unpack 'aN', $head;
    my $payload = $length ? read_exactly($handle, $length) : '';
    return unless defined $payload;
    return ($letter, $payload);
}

sub write_all {
    my ($handle, $data) = @_;
    my $done = 0;
    while ($done < length $data) {
        my $count = syswrite $handle, $data, length($data) - $done, $done;
        next if !defined $count and $! == 4;
        return 0 unless $count;
        $done += $count;
    }
    return 1;
}

sub write_frame {
    my ($handle, $letter, $payload) = @_;
    return write_all($handle, pack('aN', $letter, length $payload) . $payload);
}

# The fields by key, each a list in the order given.
sub fields {
    my ($payload) = @_;
    my %fields;
    for my $field (split /\0/, $payload) {
        my ($key, $value) = split /=/, $field, 2;
        push @{$fields{$key}}, $value;
    }
    return \%fields;
}

sub one {
    my ($fields, $key) = @_;
    return exists $$fields{$key} ? $$fields{$key}[0] : '';
}
