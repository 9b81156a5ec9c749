# The file system a function sees: built on a tmpfs in this process's own mount namespace. Of the
# host it shows the system's directories, read-only, and nothing else: no home, no /run, no data.
use strict;

# What the system itself is made of. Everything not named here is hidden.
my @SHOWN = qw(bin sbin lib lib32 lib64 libx32 usr etc nix gnu);
my @EMPTY = qw(proc sys dev tmp run home media mnt srv boot opt var
    var/task var/runtime var/lang var/lib var/log var/cache var/tmp);
my @SECRET = qw(shadow shadow- gshadow gshadow- sudoers sudoers.d security/opasswd);
my @DEVICES = qw(null zero full random urandom tty);
my @KERNEL = qw(/sys/devices/system/cpu /sys/kernel/mm/transparent_hugepage);

sub build_root {
    my ($scratch, $address) = @_;
    my $root = "$scratch/root";
    must_mount('none', '/', 'none', MS_REC | MS_PRIVATE);
    must_mount('sls-emu', $root, 'tmpfs', MS_NOSUID | MS_NODEV, 'mode=755,size=4m');
    make_directory("$root/$_", 0755) for @EMPTY;
    make_directory("$root/root", 0700);
    symlink '/run', "$root/var/run";
    show("/$_", "$root/$_") for @SHOWN;
    show_name_service($root);
    make_devices($root);
    show_kernel($root);
    own_etc($scratch, "$root/etc", $address);
    seal($root, MS_RDONLY | MS_NOSUID | MS_NODEV);
    open_devices($root);
    return $root;
}

# /etc/resolv.conf often points into /run, which is hidden: the file itself is shown.
sub show_name_service {
    my ($root) = @_;
    return unless -l '/etc/resolv.conf' and open my $file, '<', '/etc/resolv.conf';
    my $real = readlink '/proc/self/fd/' . fileno $file;
    return if grep { index($real, "/$_/") == 0 } @SHOWN;
    my @parts = split m{/}, substr $real, 1;
    my $path = $root;
    for my $part (@parts[0 .. $#parts - 1]) {
        $path .= "/$part";
        make_directory($path, 0755);
    }
    write_file("$root$real", '');
    bind_mount($real, "$root$real");
}

sub make_devices {
    my ($root) = @_;
    write_file("$root/dev/$_", '') for @DEVICES;
    symlink '/proc/self/fd', "$root/dev/fd";
    symlink "/proc/self/fd/$$_[0]", "$root/dev/$$_[1]" for [0, 'stdin'], [1, 'stdout'], [2, 'stderr'];
}

# After sealing, which takes all devices away.
sub open_devices {
    my ($root) = @_;
    -e "/dev/$_" and bind_mount("/dev/$_", "$root/dev/$_") for @DEVICES;
}

sub show_kernel {
    my ($root) = @_;
    for my $directory (@KERNEL) {
        next unless -d $directory;
        my $path = $root;
        for my $part (split m{/}, substr $directory, 1) {
            $path .= "/$part";
            make_directory($path, 0755);
        }
        mount($directory, $path, 'none', MS_BIND | MS_REC);
    }
}

# The service's own user, and none of the host's; the host's names, and the sandbox's own.
sub own_etc {
    my ($scratch, $etc, $address) = @_;
    my %files = (
        passwd => "root:x:0:0:root:/root:/sbin/nologin\n"
            . "sbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n"
            . "nobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin\n",
        group => "root:x:0:\nnobody:x:65534:\n",
        hosts => "$address sandbox.localdomain sandbox\n" . read_file('/etc/hosts'),
    );
    for my $name (keys %files) {
        next unless -e "$etc/$name";
        write_file("$scratch/$name", $files{$name});
        chmod 0644, "$scratch/$name";
        bind_mount("$scratch/$name", "$etc/$name");
    }
    hide($scratch, "$etc/$_") for @SECRET, host_keys($etc);
}

sub host_keys {
    my ($etc) = @_;
    opendir my $directory, "$etc/ssh" or return;
    return map { "ssh/$_" } grep { /^ssh_host_.*_key$/ } readdir $directory;
}

sub hide {
    my ($scratch, $path) = @_;
    return if -l $path or !-e $path;
    my $nothing = "$scratch/" . (-d $path ? 'nothing.d' : 'nothing');
    if (!-e $nothing) {
        -d $path ? make_directory($nothing, 0) : write_file($nothing, '');
        chmod 0, $nothing;
    }
    bind_mount($nothing, $path);
}

# A fresh /proc shows this pid namespace only; some containers forbid one.
sub mount_proc {
    my ($root) = @_;
    my $flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    return 'own' if mount('proc', "$root/proc", 'proc', $flags);
    bind_mount('/proc', "$root/proc");
    return 'host';
}

# From here on the host's file system is out of reach.
sub enter_root {
    my ($root) = @_;
    chdir $root or die "$root: $!\n";
    my $here = '.';
    must("pivot_root $root", 'pivot_root', $here, $here);
    must('the host\'s root', 'umount2', $here, MNT_DETACH);
    chdir '/';
}
