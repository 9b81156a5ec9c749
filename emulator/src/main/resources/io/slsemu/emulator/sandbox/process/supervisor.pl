# One sandbox: this supervisor stands outside its limits, below it an init (pid 1 of the sandbox),
# below that the runtime and its extensions. Commands come over stdin; its end means that the emulator is
# dead, and then everything here dies. stdout and stderr belong to the runtime, but for the first
# line on stdout, which is this script's: "ready …" or "failed …".
use strict;

$0 = 'sls-emu supervisor';
$SIG{PIPE} = sub { };

my ($init, $to_init, $from_init, $prepared);
my ($killed, $alone, $file_cache) = (0, 0, 0);

lead_session();
my ($letter, $payload) = read_frame(*STDIN);
exit 0 unless defined $letter and $letter eq 'P';
$prepared = fields($payload);
my $scratch = one($prepared, 'scratch');
if (!eval { prepare(); 1 }) {
    my $reason = $@;
    $reason =~ s/\s+$//;
    write_all(*STDOUT, "failed $reason\n");
    kill 'KILL', $init if $init;
    exit 1;
}
supervise();

sub prepare {
    my $cgroup = one($prepared, 'scope') ? own_scope() : '';
    make_channels($scratch);
    enter_user_namespace() if one($prepared, 'level') eq 'delegated';
    must('pid namespace', 'unshare', CLONE_NEWPID);
    pipe my $orders, $to_init or die "pipe: $!\n";
    pipe $from_init, my $answers or die "pipe: $!\n";
    $init = fork;
    die "fork: $!\n" unless defined $init;
    if (!$init) {
        close $to_init;
        close $from_init;
        run_init($prepared, $orders, $answers);
    }
    close $orders;
    close $answers;
    my $answer = line_from($from_init);
    $answer =~ /^ready/ or die $answer =~ /^failed (.*)/ ? "$1\n" : "init ended early\n";
    write_all(*STDOUT, $cgroup ? "$answer cgroup=$cgroup\n" : "$answer\n");
}

# Without root: one user, shown as the function's.
sub enter_user_namespace {
    my ($user, $group) = ($>, (split ' ', $))[0]);
    must('user namespace', 'unshare', CLONE_NEWUSER);
    write_file('/proc/self/setgroups', 'deny');
    write_file('/proc/self/uid_map', one($prepared, 'uid') . " $user 1\n");
    write_file('/proc/self/gid_map', one($prepared, 'gid') . " $group 1\n");
}

# A scope that systemd made for this supervisor: a group for itself, one for the function.
sub own_scope {
    my ($path) = read_file('/proc/self/cgroup') =~ /^0::(.*)$/m or die "no cgroup of version 2\n";
    my $scope = one($prepared, 'scope') . $path;
    make_directory("$scope/supervisor", 0755);
    write_file("$scope/supervisor/cgroup.procs", $$);
    for my $controller (qw(cpu cpuset memory pids)) {
        eval { write_file("$scope/cgroup.subtree_control", "+$controller") };
    }
    make_directory("$scope/function", 0755);
    $$prepared{join} = ["$scope/function/cgroup.procs"];
    $$prepared{meters} = ["$scope/function/memory.stat"];
    $$prepared{thaw} = ["$scope/function/cgroup.freeze=0"];
    return "$scope/function";
}

sub supervise {
    while (1) {
        my $wanted = '';
        vec($wanted, fileno $_, 1) = 1 for $alone ? () : *STDIN, $from_init;
        next if select($wanted, undef, undef, undef) < 1;
        if (vec $wanted, fileno $from_init, 1) {
            my $line = line_from($from_init);
            last if $line eq '';
            note_file_cache();
            write_frame($to_init, 'Q', '') if note_line($line);
        }
        obey() if !$alone and vec $wanted, fileno STDIN, 1;
    }
    waitpid $init, 0;
    close_ledger($prepared, $killed, "init ended with $?", $file_cache);
    exit 0;
}

sub obey {
    my ($letter, $payload) = read_frame(*STDIN);
    $alone = 1 unless defined $letter;    # the emulator is gone
    return end_all() if $alone or $letter eq 'K';
    note_start($prepared, $letter, $payload) if $letter ne 'G';
    write_frame($to_init, $letter, $payload);
}

# How much of the memory peak is cache of files: it goes with the disk's mount, so it is read before.
sub note_file_cache {
    my $meters = read_file(one($prepared, 'meters') || return);
    my ($all) = $meters =~ /^(?:total_cache|file) (\d+)/m;
    my ($shared) = $meters =~ /^(?:total_shmem|shmem) (\d+)/m;
    $file_cache = $all - $shared if defined $all and defined $shared;
}

# What is frozen does not die until it is thawed.
sub end_all {
    note_file_cache() unless $killed;
    $killed = 1;
    kill 'KILL', $init;
    for my $thaw (@{$$prepared{thaw} || []}) {
        my ($file, $value) = split /=/, $thaw, 2;
        eval { write_file($file, $value) };
    }
}
