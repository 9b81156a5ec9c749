# The supervisor where this user has neither namespaces nor control groups: it starts the program in
# a session of its own on the host's own file system, and ends it when the emulator is gone.
use strict;

$0 = 'sls-emu supervisor';
$SIG{PIPE} = sub { };
setpgrp 0, 0;

my ($waiter, $to_waiter, $from_waiter);
my ($killed, $last) = (0, '');

my ($letter, $payload) = read_frame(*STDIN);
exit 0 unless defined $letter and $letter eq 'P';
my $prepared = fields($payload);
pipe my $orders, $to_waiter or die;
pipe $from_waiter, my $answers or die;
$waiter = fork;
if (!$waiter) {
    close $to_waiter;
    close $from_waiter;
    open STDIN, '<', '/dev/null';
    wait_for_program($orders, $answers);
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
        $last = do { local $/; my $text = <$from_waiter>; defined $text ? $text : '' };
        last;
    }
    my ($letter, $payload) = read_frame(*STDIN);
    $alone = 1 unless defined $letter;
    if ($alone or $letter eq 'K') {
        $killed = 1;
        end_inside();
        kill 'KILL', $waiter;
    }
    elsif ($letter eq 'S') { write_frame($to_waiter, $letter, $payload) }
}
end_inside();
waitpid $waiter, 0;
$last = $killed ? 'signal 9' : 'lost the waiting process ended' if $last eq '';
my $status = one($prepared, 'status');
if (open my $file, '>', "$status.new") {
    syswrite $file, "$last\ncache 0";
    close $file;
    rename "$status.new", $status;
}
exit 0;

sub end_inside {
    for (1 .. 50) {
        my @left = grep { $$_[3] !~ /^Z/ } inside($$);
        last unless @left;
        kill 'KILL', map { $$_[0] } @left;
    }
}

sub wait_for_program {
    my ($orders, $answers) = @_;
    my (undef, $payload) = read_frame($orders);
    return unless defined $payload;
    pipe my $told_out, my $told_in or return;
    my $program = fork;
    if (!$program) {
        require POSIX;
        POSIX::setsid();
        run_here(fields($payload), $told_in);
        POSIX::_exit(127);
    }
    close $told_in;
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', '/dev/null';
    my $refusal = do { local $/; my $text = <$told_out>; defined $text ? $text : '' };
    1 while waitpid($program, 0) != $program and $! == 4;
    my $signal = $? & 127;
    my $end = $refusal ne '' ? $refusal : $signal ? "signal $signal" : 'exit ' . ($? >> 8);
    write_all($answers, $end);
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
