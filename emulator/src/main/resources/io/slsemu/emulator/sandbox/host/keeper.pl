# One for each emulator. It holds what others must not take (a run directory, a block of user ids),
# tells who owns the other end of a connection, and when the emulator is gone, however it went, it
# removes what is left: processes, control groups, files. Requests are lines on stdin.
use strict;

$0 = 'sls-emu keeper';
$| = 1;
$SIG{PIPE} = sub { };

my $BLOCK = 4096;             # user ids of one emulator
my $BLOCKS = 65_536;
my ($state, $emulator) = @ARGV;
my $requests = '';    # what was read and not yet looked at
my @held;

setpgrp 0, 0;
if (!eval { take_run_directory(); 1 }) {
    print "failed $@";
    exit 1;
}
my $block = $> == 0 ? take_block() : 0;
print "ready block=$block ns=", namespaces(), ' users=', own_users(), ' disks=', can_make_disks(),
    ' memory=', is_in_memory($run), " run=$run\n";
clear_the_dead($state, $run);
while (defined(my $line = next_request())) {
    my ($what, @words) = split / /, $line;
    if    ($what eq 'peer')    { print owner(@words), "\n" }
    elsif ($what eq 'stop')    { stop_all(@words);     print "done\n" }
    elsif ($what eq 'go')      { continue_all(@words); print "done\n" }
    elsif ($what eq 'measure') { print measure(@words), "\n" }
    elsif ($what eq 'inside')  { print join(' ', map { $$_[0] } inside(@words)), "\n" }
    elsif ($what eq 'groups')  { append("$run/groups", join(' ', @words) . "\n") }
    elsif ($what eq 'note')    { append("$run/" . shift @words, join(' ', @words) . "\n") }
    elsif ($what eq 'watch')   { watch_memory_of(unhex($words[0]), $words[1]) }
    elsif ($what eq 'place')   { answer(sub { make_place(unhex($words[0]), $words[1]) }) }
    elsif ($what eq 'show')    { answer(sub { show_in_place(unhex($words[0]), unhex($words[1]), $words[2]); 'done' }) }
    elsif ($what eq 'disk')    { answer(sub { hand_over_disk(unhex($words[0]), unhex($words[1])); 'done' }) }
    elsif ($what eq 'drop')    { answer(sub { drop_place(unhex($words[0])); 'done' }) }
}
end_watcher();    # first: whoever removes containers may take long, and would keep it open
clear($run, 1);

# The next line on stdin; nothing at its end.
sub next_request {
    while (1) {
        return $1 if $requests =~ s/^([^\n]*)\n//;
        return unless sysread STDIN, $requests, 65536, length $requests;
    }
}

# A child is not to hold what marks the keeper as alive.
sub let_go { @held = () }

sub answer {
    my ($work) = @_;
    my $answer = eval { $work->() };
    ($answer) = 'failed ' . ($@ =~ /^(.*)/)[0] unless defined $answer;
    print "$answer\n";
}

sub unhex { return pack 'H*', $_[0] }

# No two keepers ever use one path: whoever still clears up behind a dead one would take away from the
# other, which may be of the same process.
sub take_run_directory {
    make_path("$state/run");
    for my $number (0 .. 999) {
        my $path = "$state/run/$emulator-" . ($$ * 1000 + $number);
        next unless mkdir $path, 0700;
        my $lock = lock_file("$path/lock") or next;
        push @held, $lock;
        $run = $path;
        return;
    }
    die "no run directory can be made in $state/run: $!\n";
}

# Blocks are claimed by a lock, which goes with its holder; all emulators of the machine share them.
sub take_block {
    my $directory = '/run/sls-emu';
    mkdir $directory, 0755;
    $directory = $state unless -w $directory;
    for my $number (0 .. $BLOCKS - 1) {
        my $lock = lock_file("$directory/uids-$number") or next;
        push @held, $lock;
        return $number * $BLOCK + 0x70000000;
    }
    return 0;
}

sub lock_file {
    my ($path) = @_;
    open my $file, '>>', $path or return;
    return flock($file, 2 | 4) ? $file : undef;    # LOCK_EX | LOCK_NB
}

sub append {
    my ($path, $text) = @_;
    open my $file, '>>', $path or return;
    syswrite $file, $text;
}

sub make_path {
    my ($path) = @_;
    return if -d $path;
    make_path($path =~ m{^(.+)/[^/]+$} ? $1 : die "$path: cannot be made\n");
    mkdir $path, 0755 or -d $path or die "$path: $!\n";
}
