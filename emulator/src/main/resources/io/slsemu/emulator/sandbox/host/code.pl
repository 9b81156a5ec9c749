# Shows the host's directories to a function, read-only.
use strict;

sub show {
    my ($from, $to) = @_;
    if (-l $from) { symlink readlink $from, $to; }
    elsif (-d $from) {
        make_directory($to, 0755);
        bind_mount($from, $to);
    }
}

# Shows the code, read-only. A top directory others cannot enter (mktemp makes such) is shown by its
# entries instead, since no user of the sandbox owns it.
sub show_code {
    my ($code, $target) = @_;
    my @stat = stat $code or die "$code: $!\n";
    if (($stat[2] & 5) == 5) { bind_mount($code, $target) }
    else                     { show_entries($code, $target) }
    seal($target, MS_RDONLY | MS_NOSUID | MS_NODEV);
}

sub show_entries {
    my ($code, $target) = @_;
    must_mount('sls-emu', $target, 'tmpfs', MS_NOSUID | MS_NODEV, 'mode=755');
    opendir my $directory, $code or die "$code: $!\n";
    for my $name (grep { $_ ne '.' and $_ ne '..' } readdir $directory) {
        if (!-l "$code/$name" and !-d _) {
            write_file("$target/$name", '');
            bind_mount("$code/$name", "$target/$name");
        }
        else { show("$code/$name", "$target/$name") }
    }
}
