# The process that becomes the function's program: takes its place in the limits, gives up all
# power, and executes. It talks to init over two channels until then.
use strict;

my $peak;         # open on the memory high-water mark, which starts anew with the first program
my @entrances;    # open on the files that take a process into its limits
my $outside;      # where extensions' output goes: a path that stays when the host is out of reach

# All that is the host's and has to be reached when its files cannot be any more.
sub open_places {
    my ($prepared) = @_;
    for my $path (@{$$prepared{join} || []}) {
        open my $entrance, '>', $path or die "$path: $!\n";
        push @entrances, $entrance;
    }
    my $mark = one($prepared, 'peak');
    open $peak, '+<', $mark or undef $peak if $mark;
    open my $directory, '<', one($prepared, 'scratch') or die "scratch: $!\n";
    $$prepared{directory} = $directory;
    $outside = '/proc/self/fd/' . fileno $directory;
}

sub run_program {
    my ($prepared, $go, $told, $proc, $number) = @_;
    my $done = eval {
        forget_ends();
        take_output($outside, $number);
        take_place($prepared, $go, $told, $proc);
        my (undef, $payload) = read_frame($go);
        leave(0) unless defined $payload;
        execute($prepared, fields($payload), $told);
        1;
    };
    write_all($told, 'lost ' . ($@ =~ /^(.*)/)[0]) unless $done;
    leave(127);
}

sub take_place {
    my ($prepared, $go, $told, $proc) = @_;
    $0 = 'sls-emu program';
    $SIG{$_} = 'DEFAULT' for qw(FPE PIPE);    # perl itself ignores FPE
    lead_session();
    defined syswrite $_, '0' or die "limits: $!\n" for @entrances;
    sys('unshare', CLONE_NEWCGROUP);    # hides the groups' paths; no matter where it cannot be had
    if (my $host = one($prepared, 'hostuid')) {
        my $answer = '';
        if ($proc) {
            own_output($host);
            write_all($told, sys('unshare', CLONE_NEWUSER) != -1 ? 'u' : 'x');
            $answer = read_exactly($go, 1);
        }
        own_output(one($prepared, 'uid'), one($prepared, 'gid')) if $answer ne 'y';
    }
    elsif (one($prepared, 'level') eq 'full') { own_output(one($prepared, 'uid'), one($prepared, 'gid')) }
    write_all($told, 'p');
}

# So that the program can open /dev/stdout, as it can in the service.
sub own_output {
    my ($user, $group) = @_;
    chown 0 + $user, 0 + (defined $group ? $group : $user), *STDOUT, *STDERR;
}

sub execute {
    my ($prepared, $start, $told) = @_;
    my ($path, $directory) = ($$start{arg}[0], one($start, 'cwd'));
    my @arguments = @{$$start{arg}};
    my @environment = @{$$start{env} || []};
    my $argv = pack('p' x @arguments, @arguments) . pack('Q', 0);
    my $envp = pack('p' x @environment, @environment) . pack('Q', 0);
    limit_resources(one($prepared, 'level') eq 'full');
    give_up_power($prepared);
    chdir $directory or return refuse($told, $directory);
    syswrite $peak, '0' if $peak and one($start, 'fresh');
    sys('execve', $path, $argv, $envp);
    refuse($told, $path);
}

sub refuse {
    my ($told, $path) = @_;
    my $reason = lc "$!";
    write_all($told, "refused $reason\t$path");
    leave(127);
}

# lambda-platform 6.2; NPROC by decisions 18. A user shared with others has no NPROC of its own.
sub limit_resources {
    my ($own_user) = @_;
    umask 022;
    limit(7, 1024, 1024);            # NOFILE
    limit(8, 65536, 65536);          # MEMLOCK
    limit(4, 0, 0);                  # CORE: a crash must not fill the host's disk
    limit(3, 8 << 20, ~0) or limit(3, 8 << 20, 8 << 20);    # STACK
    limit(6, 1024, 1024) if $own_user;                      # NPROC
}

sub limit {
    my ($resource, $soft, $hard) = @_;
    my $values = pack 'QQ', $soft, $hard;
    return sys('prlimit64', 0, $resource, $values, 0) != -1;
}

sub give_up_power {
    my ($prepared) = @_;
    my ($user, $group) = (0 + one($prepared, 'uid'), 0 + one($prepared, 'gid'));
    for my $capability (0 .. 63) { last if sys('prctl', PR_CAPBSET_DROP, $capability, 0, 0, 0) == -1 }
    if (one($prepared, 'level') eq 'full') {
        my $groups = pack 'L', $group;
        must('groups', 'setgroups', 1, $groups);
        must('group', 'setresgid', $group, $group, $group);
        must('user', 'setresuid', $user, $user, $user);
    }
    must('no new privileges', 'prctl', PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
