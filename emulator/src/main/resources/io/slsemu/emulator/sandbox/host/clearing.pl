# Removing what a dead emulator left. Its run directory holds a line "name prefix and parent" for
# every place in which it made control groups.
use strict;

# Run directories whose lock nobody holds.
sub clear_the_dead {
    my ($state, $own) = @_;
    opendir my $directory, "$state/run" or return;
    my @others = grep { /^\d+-\d+$/ and "$state/run/$_" ne $own } readdir $directory;
    for my $path (map { "$state/run/$_" } @others) {
        next unless -e "$path/lock" or -M $path > 1 / 1440;
        open my $lock, '>>', "$path/lock" or next;
        clear($path, 0) if flock $lock, 2 | 4;
    }
}

sub clear {
    my ($run, $wait) = @_;
    my $removing = clear_containers($run);
    clear_mounts($run);
    my @groups = groups_of($run);
    end_group($_) for @groups;
    my %left = map { $_ => 1 } @groups;
    for (1 .. 1000) {
        delete $left{$_} for grep { remove_group($_) } keys %left;
        last unless %left;
        end_group($_) for keys %left;    # what forked meanwhile
        select undef, undef, undef, 0.005;
    }
    for (1 .. 200) {    # a supervisor on its way out may still write its last line there
        remove_tree($run);
        last unless -e $run;
        select undef, undef, undef, 0.005;
    }
    return unless $removing and $wait;
    for (1 .. 300) {    # where an engine is silent, the other process goes on by itself
        last if waitpid $removing, 1;    # WNOHANG
        select undef, undef, undef, 0.01;
    }
}

sub groups_of {
    my ($run) = @_;
    my @groups;
    for my $line (split /\n/, read_file("$run/groups")) {
        my ($prefix, $parent) = split / /, $line, 2;
        next unless $prefix =~ /^sls-emu-\d/ and opendir my $directory, $parent;
        push @groups, map { "$parent/$_" } grep { index($_, $prefix) == 0 } readdir $directory;
    }
    return @groups;
}

# Version 1 thaws, since what is frozen does not die; version 2 has a file that kills.
sub end_group {
    my ($group) = @_;
    eval { write_file("$group/cgroup.kill", '1') } if -e "$group/cgroup.kill";
    kill 'KILL', grep { $_ > 1 } members_of($group);
    eval { write_file("$group/freezer.state", 'THAWED') } if -e "$group/freezer.state";
    eval { write_file("$group/cgroup.freeze", '0') } if -e "$group/cgroup.freeze";
}

sub remove_group {
    my ($group) = @_;
    return rmdir($group) || !-d $group;
}

sub remove_tree {
    my ($path) = @_;
    if (opendir my $directory, $path) {
        for my $name (grep { $_ ne '.' and $_ ne '..' } readdir $directory) {
            if (!-l "$path/$name" and -d _) { remove_tree("$path/$name") }
            else { unlink "$path/$name" }
        }
    }
    rmdir $path;
}
