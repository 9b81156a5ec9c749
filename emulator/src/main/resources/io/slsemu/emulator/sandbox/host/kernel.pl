# System calls that perl has no word for. Numbers are the kernel's, by machine; arguments that the
# kernel reads as text must be variables (perl hands out their address), 0 stands for NULL.
use strict;

my %NUMBERS = (    # name => [x86_64, aarch64]
    close_range   => [436, 436],
    eventfd2      => [290, 19],
    execve        => [59,  221],
    exit_group    => [231, 94],
    mknodat       => [259, 33],
    mount         => [165, 40],
    mount_setattr => [442, 442],
    pivot_root    => [155, 41],
    prctl         => [157, 167],
    prlimit64     => [302, 261],
    rt_sigprocmask => [14, 135],
    sched_setscheduler => [144, 119],
    setgroups     => [116, 159],
    sethostname   => [170, 161],
    setresgid     => [119, 149],
    setresuid     => [117, 147],
    setsid        => [112, 157],
    signalfd4     => [289, 74],
    statfs        => [137, 43],
    umount2       => [166, 39],
    uname         => [63,  160],
    unshare       => [272, 97],
);

my $MACHINE = machine();

# The kernel's flags that are used here.
sub MS_RDONLY       () { 1 }
sub MS_NOSUID       () { 2 }
sub MS_NODEV        () { 4 }
sub MS_NOEXEC       () { 8 }
sub MS_REMOUNT      () { 32 }
sub MS_BIND         () { 4096 }
sub MS_REC          () { 16384 }
sub MS_PRIVATE      () { 1 << 18 }
sub MNT_DETACH      () { 2 }
sub CLONE_NEWNS     () { 0x00020000 }
sub CLONE_NEWCGROUP () { 0x02000000 }
sub CLONE_NEWUTS    () { 0x04000000 }
sub CLONE_NEWIPC    () { 0x08000000 }
sub CLONE_NEWUSER   () { 0x10000000 }
sub CLONE_NEWPID    () { 0x20000000 }
sub PR_SET_PDEATHSIG    () { 1 }
sub PR_CAPBSET_DROP     () { 24 }
sub PR_SET_NO_NEW_PRIVS () { 38 }

# The machine is read off perl's own binary: uname(2) itself has different numbers.
sub machine {
    open my $self, '<', '/proc/self/exe' or return -1;
    sysread $self, my $head, 20;
    my $elf = unpack 'v', substr $head, 18, 2;
    return $elf == 62 ? 0 : $elf == 183 ? 1 : -1;
}

sub supported_machine { return $MACHINE >= 0 }

sub sys {
    my $name = shift;
    die "system calls of this machine are not known: only x86_64 and aarch64 are\n" if $MACHINE < 0;
    my $number = $NUMBERS{$name}[$MACHINE];
    return syscall($number, $_[0]) if @_ == 1;
    return syscall($number, $_[0], $_[1]) if @_ == 2;
    return syscall($number, $_[0], $_[1], $_[2]) if @_ == 3;
    return syscall($number, $_[0], $_[1], $_[2], $_[3]) if @_ == 4;
    return syscall($number, $_[0], $_[1], $_[2], $_[3], $_[4]) if @_ == 5;
    return syscall($number);
}

# Like sys, but a refusal ends what is going on, with the kernel's reason.
sub must {
    my ($what, $name, @arguments) = @_;
    sys($name, @arguments) == -1 and die "$what: $!\n";
}

sub mount {
    my ($source, $target, $type, $flags, $data) = @_;
    $data = 0 unless defined $data;
    return sys('mount', $source, $target, $type, $flags, $data) != -1;
}

sub must_mount {
    my ($source, $target, $type, $flags, $data) = @_;
    mount($source, $target, $type, $flags, $data) or die "mount $source on $target: $!\n";
}

sub bind_mount {
    my ($source, $target) = @_;
    must_mount($source, $target, 'none', MS_BIND | MS_REC);
}

# Makes a mount and all below it read-only, without set-user-id programs and devices.
sub seal {
    my ($path, $flags) = @_;
    my $attributes = pack 'Q4', $flags, 0, 0, 0;
    return if sys('mount_setattr', -100, $path, 0x8000, $attributes, 32) != -1;
    seal_each($path, $flags);    # kernels before 5.12
}

sub seal_each {
    my ($path, $flags) = @_;
    open my $table, '<', '/proc/self/mountinfo' or die "mountinfo: $!\n";
    while (my $line = <$table>) {
        my (undef, undef, undef, undef, $point, $options) = split ' ', $line;
        $point =~ s/\\([0-7]{3})/chr oct $1/ge;
        next unless $point eq $path or index($point, "$path/") == 0;
        my $kept = 0;    # flags a user namespace may not take away
        $kept |= MS_NOSUID if $options =~ /\bnosuid\b/;
        $kept |= MS_NODEV  if $options =~ /\bnodev\b/;
        $kept |= MS_NOEXEC if $options =~ /\bnoexec\b/;
        $kept |= 1024 if $options =~ /\bnoatime\b/;
        $kept |= 1 << 21 if $options =~ /\brelatime\b/;
        must_mount('none', $point, 'none', MS_REMOUNT | MS_BIND | $kept | $flags);
    }
}

sub write_file {
    my ($path, $text) = @_;
    open my $file, '>', $path or die "$path: $!\n";
    defined syswrite $file, $text or die "$path: $!\n";
    close $file;
}

sub read_file {
    my ($path) = @_;
    open my $file, '<', $path or return '';
    local $/;
    my $text = <$file>;
    return defined $text ? $text : '';
}

sub make_directory {
    my ($path, $mode) = @_;
    mkdir $path or -d $path or die "$path: $!\n";
    chmod $mode, $path;
}

# The processes of a control group. One that is not to be seen from here is listed as 0, which to
# kill would mean all of our own group.
sub members_of {
    my ($group) = @_;
    return grep { /^[1-9]\d*$/ } split /\n/, read_file("$group/cgroup.procs");
}

# Out of the reach of the terminal, and of what is sent to all that it started.
sub lead_session {
    return sys('setsid') if supported_machine();
    require POSIX;
    POSIX::setsid();
}

# Ends a forked child at once: none of its parent's clean-up may run twice.
sub leave { sys('exit_group', 0 + $_[0]) }
