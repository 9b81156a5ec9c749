# The disk behind /tmp: a sparse ext4 image on a loop device, which the kernel takes off again when
# its last mount goes.
use strict;

sub LOOP_SET_FD       () { 0x4C00 }
sub LOOP_CLR_FD       () { 0x4C01 }
sub LOOP_SET_STATUS64 () { 0x4C04 }
sub LOOP_CONFIGURE    () { 0x4C0A }
sub LOOP_CTL_GET_FREE () { 0x4C82 }
sub AUTOCLEAR         () { 4 }

# Mounts the image of a scratch directory, making it first if there is none.
sub mount_disk {
    my ($scratch, $megabytes, $target) = @_;
    my $image = "$scratch/tmp.img";
    if (-e $image) { await_detached($scratch, $image) }
    else           { make_image($image, $megabytes) }
    my ($device, $handle) = attach($scratch, $image);
    must_mount($device, $target, 'ext4', MS_NOSUID | MS_NODEV);
    rmdir "$target/lost+found";
    chmod 01777, $target;
}

# What is over the size asked for goes to inodes, tables, and the fiftieth part that ext4 keeps for its
# own use, so that a function can write all of it: 512 MB show as 524 with 513 free.
sub make_image {
    my ($image, $megabytes) = @_;
    my ($mkfs) = grep { -x } '/usr/sbin/mkfs.ext4', '/sbin/mkfs.ext4', '/usr/bin/mkfs.ext4'
        or die "mkfs.ext4 is not installed (package e2fsprogs)\n";
    my $made = "$image.new";
    open my $file, '>', $made or die "$made: $!\n";
    truncate $file, ($megabytes + int($megabytes / 28) + 4) << 20 or die "$made: $!\n";
    close $file;
    my @options = ('-q', '-F', '-O', '^has_journal', '-m', '0', '-E', 'lazy_itable_init=1,nodiscard');
    quietly($mkfs, @options, $made) == 0 or die "mkfs.ext4 failed on $made\n";
    rename $made, $image or die "$image: $!\n";
}

sub quietly {
    my @command = @_;
    my $pid = fork;
    die "fork: $!\n" unless defined $pid;
    if (!$pid) {
        open STDIN,  '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        exec { $command[0] } @command or leave(127);
    }
    waitpid $pid, 0;
    return $?;
}

sub attach {
    my ($scratch, $image) = @_;
    open my $file, '+<', $image or die "$image: $!\n";
    for my $try (1 .. 64) {    # others may take the free device between asking and taking
        my $number = free_device();
        my $device = "/dev/loop$number";
        system_node($device, $number) unless -e $device;
        open my $loop, '+<', $device or die "$device: $!\n";
        next unless configure($loop, $file, $image);
        write_file("$scratch/loop", $number);
        return ($device, $loop);
    }
    die "no free loop device\n";
}

sub free_device {
    open my $control, '+<', '/dev/loop-control' or die "/dev/loop-control: $!\n";
    my $number = ioctl $control, LOOP_CTL_GET_FREE, 0;
    defined $number or die "no free loop device: $!\n";
    return 0 + $number;
}

# A container's /dev does not grow by itself.
sub system_node {
    my ($device, $number) = @_;
    quietly('/bin/mknod', $device, 'b', 7, $number);
}

sub configure {
    my ($loop, $file, $image) = @_;
    my $info = pack 'x52 L a64 x112', AUTOCLEAR, substr $image, -63;
    my $config = pack('LL', fileno $file, 0) . $info . pack 'x64';
    return 1 if ioctl $loop, LOOP_CONFIGURE, $config;
    return 0 if $! == 16;    # EBUSY
    ioctl $loop, LOOP_SET_FD, 0 + fileno $file or return 0;    # kernels before 5.8
    ioctl $loop, LOOP_SET_STATUS64, $info and return 1;
    ioctl $loop, LOOP_CLR_FD, 0;
    die "loop device: $!\n";
}

# The mount of the sandbox before goes a moment after its last process; until then its data is not
# all in the image. (The path is told from the image's own mount on, which that process has left.)
sub await_detached {
    my ($scratch, $image) = @_;
    my $number = read_file("$scratch/loop");
    return if $number eq '';
    for (1 .. 10_000) {
        my $backing = read_file("/sys/block/loop$number/loop/backing_file");
        chomp $backing;
        return if $backing eq '' or substr($image, -length $backing) ne $backing;
        select undef, undef, undef, 0.001;
    }
    die "the disk of the sandbox before is still in use\n";
}
