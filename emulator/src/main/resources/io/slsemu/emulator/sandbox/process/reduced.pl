# The supervisor where this user has neither namespaces nor control groups: it starts each program in
# a session of its own on the host's own file system, and ends all when the emulator is gone.
use strict;

$0 = 'sls-emu supervisor';
$SIG{PIPE} = sub { };
lead_session();

my ($waiter, $to_waiter, $from_waiter);
my $killed = 0;

my ($letter, $payload) = read_frame(*STDIN);
exit 0 unless defined $letter and $letter eq 'P';
my $prepared = fields($payload);
pipe my $orders, $to_waiter or die;
pipe $from_waiter, my $answers or die;
if (!eval { make_channels(one($prepared, 'scratch')); 1 }) {
    write_all(*STDOUT, "failed $@");
    exit 1;
}
$waiter = fork;
if (!$waiter) {
    close $to_waiter;
    close $from_waiter;
    open STDIN, '<', '/dev/null';
    wait_for_programs($orders, $answers);
    exit 0;
}
close $orders;
close $answers;
write_all(*STDOUT, "ready tmp=host proc=host uid=0\n");
my $alone = 0;
while (1) {
    my $wanted = '';
    vec($wanted, fileno $_, 1) = 1 for $alone ? () : *STDIN, $from_waiter;
    next if select($wanted, undef, undef, undef) < 1;
    if (vec $wanted, fileno $from_waiter, 1) {
        my $line = line_from($from_waiter);
        last if $line eq '' or note_line($line);
    }
    next unless !$alone and vec $wanted, fileno STDIN, 1;
    my ($letter, $payload) = read_frame(*STDIN);
    $alone = 1 unless defined $letter;
    if ($alone or $letter eq 'K') {
        $killed = 1;
        end_inside();
        kill 'KILL', $waiter;
        next;
    }
    note_start($prepared, $letter, $payload) if $letter ne 'G';
    write_frame($to_waiter, $letter, $payload);
}
end_inside();
close $to_waiter;
waitpid $waiter, 0;
close_ledger($prepared, $killed, 'the waiting process ended', 0);
exit 0;

sub end_inside {
    for (1 .. 50) {
        my @left = grep { $$_[3] !~ /^Z/ } inside($$);
        last unless @left;
        kill 'KILL', map { $$_[0] } @left;
    }
}

sub wait_for_programs {
    my ($orders, $answers) = @_;
    eval { sys('prctl', 36, 1, 0, 0, 0) };    # PR_SET_CHILD_SUBREAPER: orphans stay below
    my $ended = sub { kill 'KILL', -$_[0] };
    attend($orders, $answers, \&fork_here, sub { let_output_go() unless $_[0] }, $ended);
}

sub fork_here {
    my ($number, $payload) = @_;
    pipe my $told_out, my $told_in or die "pipe: $!\n";
    my $program = fork;
    die "fork: $!\n" unless defined $program;
    if (!$program) {
        require POSIX;
        lead_session();
        forget_ends();
        eval { take_output(one($prepared, 'scratch'), $number); 1 } or POSIX::_exit(127);
        run_here(fields($payload), $told_in);
        POSIX::_exit(127);
    }
    close $told_in;
    return {pid => $program, told => $told_out};
}

# perl hands a file that is no program to a shell, as execvp does; so its head is read first.
sub run_here {
    my ($start, $told) = @_;
    my ($path, $directory) = ($$start{arg}[0], one($start, 'cwd'));
    my @arguments = @{$$start{arg}};
    %ENV = map { split /=/, $_, 2 } @{$$start{env} || []};
    $SIG{$_} = 'DEFAULT' for qw(FPE PIPE);
    umask 022;
    chdir $directory or return write_all($told, 'refused ' . lc("$!") . "\t$directory");
    if (open my $file, '<', $path) {
        sysread $file, my $head, 4;
        my $known = $head =~ /^(?:#!|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe)/;
        return write_all($told, "refused exec format error\t$path") if !$known;
    }
    exec { $path } @arguments or write_all($told, 'refused ' . lc("$!") . "\t$path");
}
