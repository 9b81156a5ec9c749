# What containers of an engine on this machine need that the engine does not give: a disk for /tmp,
# code that appears in a running container.
use strict;

sub MS_SHARED () { 1 << 20 }

our $run;    # this emulator's run directory
my $is_shared;

# A container's directory: what is mounted on its parts shows in the container too, since mounts
# below it are shared with those that the engine makes of it.
sub make_place {
    my ($place, $megabytes) = @_;
    if (!$is_shared) {
        bind_mount($run, $run);
        must_mount('none', $run, 'none', MS_SHARED);
        $is_shared = 1;
    }
    make_directory($place, 0755);
    make_directory("$place/$_", 0755) for qw(task opt tmp stage);
    bind_mount("$place/stage", "$place/stage");
    must_mount('none', "$place/stage", 'none', MS_PRIVATE);    # its parts are taken away again
    return 'disk' if eval { mount_disk($place, $megabytes, "$place/tmp"); 1 };
    must_mount('sls-emu', "$place/tmp", 'tmpfs', MS_NOSUID | MS_NODEV, "mode=1777,size=${megabytes}m");
    return 'memory';
}

# Sealed aside first: a mount that was already seen could not be made read-only for those who see it.
sub show_in_place {
    my ($from, $place, $part) = @_;
    show_code($from, "$place/stage");
    bind_mount("$place/stage", "$place/$part");
    unmount("$place/stage");
}

# Another container's /tmp.
sub hand_over_disk {
    my ($from, $place) = @_;
    bind_mount("$from/tmp", "$place/tmp");
}

sub unmount {
    my ($path) = @_;
    return sys('umount2', $path, MNT_DETACH) != -1;
}

sub drop_place {
    my ($place) = @_;
    for my $part (qw(task opt tmp stage)) {
        my $path = "$place/$part";
        for (1 .. 4) { last unless unmount($path) }
    }
    remove_tree($place);
}

# One request to an engine; nothing if it does not answer.
sub ask_engine {
    my ($socket, $method, $path) = @_;
    socket my $engine, 1, 1, 0 or return '';    # AF_UNIX SOCK_STREAM
    connect $engine, pack 'S a*', 1, "$socket\0" or return '';
    write_all($engine, "$method $path HTTP/1.0\r\nHost: engine\r\n\r\n");
    my $answer = '';
    while (1) {
        my $wanted = '';
        vec($wanted, fileno $engine, 1) = 1;
        last if select($wanted, undef, undef, 20) < 1;
        last unless sysread $engine, $answer, 65536, length $answer;
    }
    return $answer;
}

# The containers of an emulator that is gone, by a process of its own: an engine takes its time, if it
# answers at all. What is frozen does not die until it is thawed.
sub clear_containers {
    my ($run) = @_;
    for my $thaw (split /\n/, read_file("$run/thaw")) {
        my ($file, $value) = split /=/, $thaw, 2;
        eval { write_file($file, $value) };
    }
    my ($socket, $owner) = split /\n/, read_file("$run/engine");
    return unless defined $owner;
    my %coming = map { $_ => 1 } split /\n/, read_file("$run/making");
    delete @coming{split /\n/, read_file("$run/made")};
    my $child = fork;
    return $child if $child;
    eval { remove_containers($socket, $owner, %coming) };
    leave(0) if defined $child;
}

# All at once, and again until none is left: one that was just asked for may be made yet, and one that
# is just being started is not always removed at the first word.
sub remove_containers {
    my ($socket, $owner, %coming) = @_;
    my $filter = "%7B%22label%22%3A%5B%22io.slsemu.emulator%3D$owner%22%5D%7D";
    for my $round (1 .. 60) {
        my $list = ask_engine($socket, 'GET', "/containers/json?all=1&filters=$filter");
        last unless $list =~ m{^HTTP/\S+ 200};
        my @children;
        for my $container ($list =~ /"Id":"([0-9a-f]{64})"/g) {
            my $child = fork;
            push @children, $child if $child;
            next if $child;
            ask_engine($socket, 'DELETE', "/containers/$container?force=1&v=1");
            leave(0) if defined $child;
        }
        waitpid $_, 0 for @children;
        delete @coming{$list =~ m{"Names":\["/([^"]+)"}g};
        %coming = () if $round >= 20;    # the engine never heard of it
        last unless @children or %coming;
        select undef, undef, undef, 0.1;
    }
}

# Every mount below, the last made first.
sub clear_mounts {
    my ($below) = @_;
    for (1 .. 3) {
        my @points;
        for my $line (split /\n/, read_file('/proc/self/mountinfo')) {
            my $point = (split ' ', $line)[4];
            $point =~ s/\\([0-7]{3})/chr oct $1/ge;
            push @points, $point if $point eq $below or index($point, "$below/") == 0;
        }
        last unless @points;
        unmount($_) for reverse @points;
    }
}
