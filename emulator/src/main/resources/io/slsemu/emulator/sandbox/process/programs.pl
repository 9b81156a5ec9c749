# The programs of one sandbox: the runtime, number 0, and its extensions. Each leads a session of its
# own, so that a signal reaches all that it started. What becomes of them is told in lines "NUMBER how".
use strict;

my %programs;    # number => {pid, told: the channel of a refusal while it is not executed yet, refusal}

# Obeys and tells until there are no more orders. Who starts programs answers {pid, told} for each, and
# may want to know when one has ended.
sub attend {
    my ($orders, $answers, $start, $settled, $ended) = @_;
    my $ends = hear_of_ends();
    while (1) {
        my %told = map { fileno $programs{$_}{told} => $_ } grep { $programs{$_}{told} } keys %programs;
        my $wanted = '';
        vec($wanted, $_, 1) = 1 for fileno $orders, keys %told, $ends ? fileno $ends : ();
        my $ready = select($wanted, undef, undef, $ends || !%programs ? undef : 0.02);
        $wanted = '' if $ready < 1;
        sysread $ends, my $signals, 4096 if $ends and vec $wanted, fileno $ends, 1;
        for my $number (map { $told{$_} } grep { vec $wanted, $_, 1 } keys %told) {
            next unless hear_refusal($programs{$number});
            report($answers, "$number started") if $number and $programs{$number}{refusal} eq '';
            $settled->($number);
        }
        reap($answers, $ended);
        next unless vec $wanted, fileno $orders, 1;
        my ($letter, $payload) = read_frame($orders);
        return if !defined $letter or $letter eq 'Q';
        if ($letter eq 'G') { signal_group(fields($payload)) }
        else                { start_program($answers, $start, $letter, $payload) }
    }
}

sub report { write_all($_[0], "$_[1]\n") }

# The kernel's word that a child has ended, as something to wait for; nothing where perl cannot ask.
sub hear_of_ends {
    return unless supported_machine();
    my $children = pack 'Q', 1 << 16;    # SIGCHLD
    sys('rt_sigprocmask', 0, $children, 0, 8);
    my $number = sys('signalfd4', -1, $children, 8, 02000000);
    open my $ends, '<&=', $number or return;
    return $ends;
}

# What was blocked here must not be for a program.
sub forget_ends {
    my $none = pack 'Q', 0;
    sys('rt_sigprocmask', 2, $none, 0, 8) if supported_machine();
}

sub start_program {
    my ($answers, $start, $letter, $payload) = @_;
    my $number = $letter eq 'S' ? 0 : 0 + one(fields($payload), 'number');
    my $program = eval { $start->($number, $payload) };
    return report($answers, "$number lost " . ($@ =~ /^(.*)/)[0]) unless $program;
    $programs{$number} = {%$program, refusal => ''};
}

# Whether it is settled: the channel closes by itself when a program is executed.
sub hear_refusal {
    my ($program) = @_;
    return 0 if sysread $$program{told}, $$program{refusal}, 8192, length $$program{refusal};
    delete $$program{told};
    return 1;
}

sub reap {
    my ($answers, $ended) = @_;
    while ((my $pid = waitpid -1, 1) > 0) {    # WNOHANG; orphans are nobody's
        my $status = $?;
        my ($number) = grep { $programs{$_}{pid} == $pid } keys %programs;
        next unless defined $number;
        my $program = delete $programs{$number};
        1 until !$$program{told} or hear_refusal($program);
        my $signal = $status & 127;
        my $end = $signal ? "signal $signal" : 'exit ' . ($status >> 8);
        $ended->($pid) if $ended;
        report($answers, "$number " . ($$program{refusal} ne '' ? $$program{refusal} : $end));
    }
}

sub signal_group {
    my ($order) = @_;
    my $program = $programs{one($order, 'number')} or return;
    my $signal = 0 + one($order, 'signal');
    kill $signal, -$$program{pid} or kill $signal, $$program{pid};
}

# Where an extension writes to; the runtime has the supervisor's own output.
sub take_output {
    my ($directory, $number) = @_;
    return unless $number;
    open STDOUT, '>', "$directory/out-$number" or die "output: $!\n";
    open STDERR, '>', "$directory/err-$number" or die "output: $!\n";
}

# The runtime's output ends with the runtime.
sub let_output_go {
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', '/dev/null';
}
