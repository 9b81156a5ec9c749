# What a supervisor knows of the programs below it, and tells: of the last end in a file, of each one in a
# pipe with a name, once there are extensions.
use strict;

sub EXTENSIONS () { 10 }    # lambda-platform 5: no environment has more

my (%live, $has_runtime, $events, $last);

# Whoever reads them opens them before an extension is started.
sub make_channels {
    my ($scratch) = @_;
    for my $name ('events', map { ("out-$_", "err-$_") } 1 .. EXTENSIONS) {
        unlink "$scratch/$name";    # an earlier sandbox's over the same disk
        make_pipe("$scratch/$name");
    }
}

sub make_pipe {
    my ($path) = @_;
    if (supported_machine()) { must($path, 'mknodat', -100, $path, 0010600, 0) }
    else {
        require POSIX;
        POSIX::mkfifo($path, 0600) or die "$path: $!\n";
    }
}

# A start that is passed on.
sub note_start {
    my ($prepared, $letter, $payload) = @_;
    my $number = 0;
    if ($letter eq 'S') { $has_runtime = 1 }
    else {
        $number = one(fields($payload), 'number');
        open $events, '+<', one($prepared, 'scratch') . '/events' or undef $events unless $events;
    }
    $live{$number} = 1;
}

# A line from below. True when nothing runs any more and nothing will.
sub note_line {
    my ($line) = @_;
    my ($number, $how) = $line =~ /^(\d+) (.*)/ or $last = $line, return 1;
    write_all($events, "$line\n") if $events;
    return 0 if $how eq 'started';
    $last = $how if $number == 0;
    delete $live{$number};
    return $has_runtime && !%live;
}

# All is over.
sub close_ledger {
    my ($prepared, $killed, $reason, $file_cache) = @_;
    my $end = $killed ? 'signal 9' : "lost $reason";
    write_all($events, "$_ $end\n") for $events ? keys %live : ();
    $last = $end unless defined $last;
    my $status = one($prepared, 'status');
    open my $file, '>', "$status.new" or return;
    syswrite $file, "$last\ncache $file_cache";
    close $file;
    rename "$status.new", $status;
}

# One line; each is written at once.
sub line_from {
    my ($handle) = @_;
    my $line = '';
    while (sysread $handle, my $character, 1) {
        return $line if $character eq "\n";
        $line .= $character;
    }
    return $line;
}
