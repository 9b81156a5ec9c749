# What this user may do on this machine, tried out rather than guessed.
use strict;

# "full": mounts as root; "user": mounts in a user namespace; "none".
sub namespaces {
    return 'none' unless supported_machine();
    return 'full' if $> == 0 and tried(sub { new_namespaces(0) });
    return 'user' if tried(sub { new_namespaces(1) });
    return 'none';
}

sub tried {
    my ($work) = @_;
    my $pid = fork;
    return 0 unless defined $pid;
    leave(eval { $work->(); 1 } ? 0 : 1) unless $pid;
    waitpid $pid, 0;
    return $? == 0;
}

sub new_namespaces {
    my ($with_user) = @_;
    my ($user, $group) = ($>, (split ' ', $))[0]);
    my $all = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS;
    must('namespaces', 'unshare', $with_user ? $all | CLONE_NEWUSER : $all);
    if ($with_user) {
        write_file('/proc/self/setgroups', 'deny');
        write_file('/proc/self/uid_map', "993 $user 1\n");
        write_file('/proc/self/gid_map', "990 $group 1\n");
    }
    must_mount('none', '/', 'none', MS_REC | MS_PRIVATE);
    must_mount('sls-emu', '/tmp', 'tmpfs', 0);
}

# Whether each sandbox can have a host user of its own, behind a user namespace.
sub own_users {
    return 0 unless $> == 0 and read_file('/proc/self/uid_map') =~ /\b4294967295\b/;
    return tried(sub { must('user namespace', 'unshare', CLONE_NEWUSER) }) ? 1 : 0;
}

sub can_make_disks {
    return -w '/dev/loop-control' && (grep { -x "$_/mkfs.ext4" } '/usr/sbin', '/sbin', '/usr/bin') ? 1 : 0;
}

# Whether files of a directory are in memory, where they count as the function's.
sub is_in_memory {
    my ($directory) = @_;
    return 0 unless supported_machine();
    my $answer = "\0" x 256;
    return 0 if sys('statfs', $directory, $answer) == -1;
    my $type = unpack 'Q', $answer;
    return $type == 0x01021994 || $type == 0x858458f6 ? 1 : 0;    # tmpfs, ramfs
}
