# The processes of a sandbox without control groups: everything below its supervisor but the one
# that waits, and everything in their sessions.
use strict;

# Each process as [pid, parent, session, state, resident bytes, CPU time in milliseconds].
sub process_table {
    return -d '/proc/self' ? linux_table() : ps_table();
}

sub linux_table {
    my @table;
    opendir my $directory, '/proc' or return;
    for my $pid (grep { /^\d+$/ } readdir $directory) {
        my $stat = read_file("/proc/$pid/stat");
        next unless $stat =~ /^\d+ \(.*\) (\S.*)$/s;
        my @field = split ' ', $1;    # state is field 0 here, 3 in proc(5)
        push @table, [$pid, $field[1], $field[3], $field[0], $field[21] * 4096, ($field[11] + $field[12]) * 10];
    }
    return @table;
}

sub ps_table {
    my @table;
    open my $ps, '-|', 'ps', '-axo', 'pid=,ppid=,pgid=,state=,rss=,time=' or return;
    while (my $line = <$ps>) {
        my ($pid, $parent, $group, $state, $kilobytes, $time) = split ' ', $line;
        my ($minutes, $seconds) = $time =~ /(\d+):([\d.]+)$/;
        push @table, [$pid, $parent, $group, $state, $kilobytes << 10, 1000 * ($minutes * 60 + $seconds)];
    }
    return @table;
}

# A program has the supervisor's session until it has made one of its own. Where that session is not led
# by the supervisor, it is somebody's terminal: what is in it does not belong here.
sub inside {
    my ($supervisor) = @_;
    my @table = process_table();
    my ($own) = map { $$_[2] } grep { $$_[0] == $supervisor } @table;
    return unless defined $own;
    my (%depth, %session) = ($supervisor => 0);
    for (my $grown = 1; $grown;) {
        $grown = 0;
        for my $process (grep { !defined $depth{$$_[0]} } @table) {
            my $above = $depth{$$process[1]};
            $above = 1 if !defined $above and $session{$$process[2]};    # an orphan
            next unless defined $above;
            $depth{$$process[0]} = $above + 1;
            $session{$$process[2]} = 1 if $above >= 1 and ($$process[2] != $own or $own == $supervisor);
            $grown = 1;
        }
    }
    return grep { ($depth{$$_[0]} || 0) >= 2 } @table;
}

# Stops until nothing new runs: what forks while it is being stopped is caught by the next look.
sub stop_all {
    my ($supervisor) = @_;
    for (1 .. 200) {
        my @running = grep { $$_[3] !~ /^[TtZ]/ } inside($supervisor);
        return unless @running;
        kill 'STOP', map { $$_[0] } @running;
        select undef, undef, undef, 0.0005 if $_ > 3;
    }
}

sub continue_all {
    my ($supervisor) = @_;
    kill 'CONT', map { $$_[0] } inside($supervisor);
}

sub measure {
    my ($supervisor) = @_;
    my ($bytes, $milliseconds) = (0, 0);
    for my $process (inside($supervisor)) {
        $bytes += $$process[4];
        $milliseconds += $$process[5];
    }
    return "$bytes $milliseconds";
}
