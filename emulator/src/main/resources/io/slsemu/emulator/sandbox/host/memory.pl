# Version 1 kills one process of a group that is out of memory; the service ends the environment. So a
# process of its own waits for that, ahead of all others: between the death of the one and the next step
# of those who waited for it there are milliseconds, and the keeper may be busy making a disk.
use strict;

sub SCHED_FIFO () { 1 }

my ($watcher, $watching);    # the pipe to the process that watches, and its id

sub watch_memory_of {
    my ($group, $spared) = @_;
    start_watcher() unless $watcher;
    write_all($watcher, unpack('H*', $group) . " $spared\n");
}

sub start_watcher {
    pipe my $orders, my $to_watcher or die "pipe: $!\n";
    $watching = fork;
    die "fork: $!\n" unless defined $watching;
    if ($watching) {
        $watcher = $to_watcher;
        return;
    }
    $0 = 'sls-emu memory watcher';
    close $to_watcher;
    let_go();
    close STDIN;
    close STDOUT;
    go_first();
    watch($orders);
    leave(0);
}

sub end_watcher {
    return unless $watcher;
    close $watcher;
    waitpid $watching, 0;
}

# Before all processes that share time, functions among them; where that is refused, before most.
sub go_first {
    my $priority = pack 'i', 1;
    return if sys('sched_setscheduler', 0, SCHED_FIFO, $priority) != -1;
    eval { setpriority 0, 0, -20 };
}

# Until the keeper is gone.
sub watch {
    my ($orders) = @_;
    my %watched;    # file number of an event => [event, memory group, process that is spared]
    my $lines = '';
    while (1) {
        my $wanted = '';
        vec($wanted, $_, 1) = 1 for fileno $orders, keys %watched;
        next if select($wanted, undef, undef, undef) < 1;
        for my $number (grep { vec $wanted, $_, 1 } keys %watched) {
            delete $watched{$number} unless memory_event(@{$watched{$number}});
        }
        next unless vec $wanted, fileno $orders, 1;
        return unless sysread $orders, $lines, 65536, length $lines;
        while ($lines =~ s/^(\S+) (\d+)\n//) {
            my ($group, $spared) = (pack('H*', $1), $2);
            my $event = event_of($group) or next;
            $watched{fileno $event} = [$event, $group, $spared];
        }
    }
}

sub event_of {
    my ($group) = @_;
    my $number = sys('eventfd2', 0, 02000000);
    return if $number == -1;
    open my $event, '+<&=', $number or return;
    open my $control, '<', "$group/memory.oom_control" or return;
    eval { write_file("$group/cgroup.event_control", "$number " . fileno $control) } or return;
    return $event;
}

# The event comes a moment before the kernel kills, sometimes it need not, and it comes when the
# group is removed: then false. The count rises before the signal is sent.
sub memory_event {
    my ($event, $group, $spared) = @_;
    sysread $event, my $count, 8;
    for (1 .. 2000) {
        my $control = read_file("$group/memory.oom_control");
        return 0 if $control eq '';
        if ($control =~ /^oom_kill [1-9]/m) {
            kill 'KILL', grep { $_ != $spared } members_of($group);
            return 1;
        }
        select undef, undef, undef, 0.0001;
    }
    return 1;
}
