# Pid 1 of a sandbox: builds what the program sees, starts it, waits for it and for every orphan,
# and tells the supervisor how it ended. When it leaves, the kernel ends all that is left.
use strict;

my $answers;

sub run_init {
    my ($prepared, $orders, $channel) = @_;
    $answers = $channel;
    $0 = 'sls-emu init';
    my $done = eval {
        must('parent death signal', 'prctl', PR_SET_PDEATHSIG, 9);
        open STDIN, '<', '/dev/null';
        serve($prepared, $orders);
        1;
    };
    report($answers, 'failed ' . ($@ =~ /^(.*)/)[0]) unless $done;
    leave(0);
}

sub serve {
    my ($prepared, $orders) = @_;
    must('namespaces', 'unshare', CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS);
    my $hostname = one($prepared, 'hostname');
    sys('sethostname', $hostname, length $hostname);
    my $root = build_root(one($prepared, 'scratch'), one($prepared, 'address'));
    my $proc = mount_proc($root);
    my $tmp = mount_tmp($prepared, $root);
    open_places($prepared);
    my $runtime = fork_program($prepared, $proc eq 'own' ? "$root/proc" : '', 0);
    report($answers, "ready tmp=$tmp proc=$proc uid=$$runtime{own}");
    my $is_shown = 0;
    my $start = sub {
        my ($number, $payload) = @_;
        show_function($root, fields($payload)) unless $is_shown;
        my $program = $number ? fork_program($prepared, $proc eq 'own' ? '/proc' : '', $number) : $runtime;
        write_frame($$program{go}, 'S', $is_shown ? $payload : "fresh=1\0$payload");
        $is_shown = 1;
        return $program;
    };
    attend($orders, $answers, $start, sub { let_output_go() unless $_[0] });
}

sub show_function {
    my ($root, $start) = @_;
    show_code(one($start, 'code'), "$root/var/task");
    show_code(one($start, 'layers'), "$root/opt") if one($start, 'layers');
    enter_root($root);
}

sub mount_tmp {
    my ($prepared, $root) = @_;
    my ($scratch, $megabytes) = (one($prepared, 'scratch'), 0 + one($prepared, 'tmp'));
    if (one($prepared, 'level') eq 'delegated') {
        make_directory("$scratch/disk", 01777);
        bind_mount("$scratch/disk", "$root/tmp");
        return 'directory';
    }
    return 'disk' if eval { mount_disk($scratch, $megabytes, "$root/tmp"); 1 };
    die $@ if -e "$scratch/tmp.img";    # what an earlier start wrote must not vanish
    must_mount('sls-emu', "$root/tmp", 'tmpfs', MS_NOSUID | MS_NODEV, "mode=1777,size=${megabytes}m");
    return 'memory';
}

# A program's process; the runtime's is made ahead of need, so that a start has only to execute it.
sub fork_program {
    my ($prepared, $proc, $number) = @_;
    pipe my $go_out, my $go_in or die "pipe: $!\n";
    pipe my $told_out, my $told_in or die "pipe: $!\n";
    my $program = fork;
    die "fork: $!\n" unless defined $program;
    if (!$program) {
        close $go_in;
        close $told_out;
        close $answers;
        run_program($prepared, $go_out, $told_in, $proc, $number);
    }
    close $go_out;
    close $told_in;
    my $own = $proc && one($prepared, 'hostuid') ? map_user($prepared, "$proc/$program", $go_in, $told_out) : 0;
    read_exactly($told_out, 1) or die "the program's process ended early\n";
    return {pid => $program, go => $go_in, told => $told_out, own => $own};
}

# Host user N is 993 inside; everybody below and a little above stays who he is, so that files of
# root still look like root's.
sub map_user {
    my ($prepared, $process, $go, $told) = @_;
    my $entered = read_exactly($told, 1);
    die "the program's process ended early\n" unless defined $entered;
    my $mapped = $entered eq 'u' && eval {
        write_file("$process/uid_map", id_map(one($prepared, 'uid'), one($prepared, 'hostuid')));
        write_file("$process/gid_map", id_map(one($prepared, 'gid'), one($prepared, 'hostuid')));
        1;
    };
    write_all($go, $mapped ? 'y' : 'n');
    die "user namespace: " . ($@ || $!) . "\n" if $entered eq 'u' and !$mapped;
    return $mapped ? 1 : 0;
}

sub id_map {
    my ($inside, $host) = @_;
    my $next = $inside + 1;
    return "0 0 $inside\n$inside $host 1\n$next $next " . (65536 - $next) . "\n";
}
