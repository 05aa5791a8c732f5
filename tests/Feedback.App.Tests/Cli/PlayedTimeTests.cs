using Feedback.App.Cli.Demo;

namespace Feedback.App.Tests.Cli;

public sealed class PlayedTimeTests
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_clock_of_a_play_is_set_on_and_never_back()
    {
        var clock = new PlayedTime();
        var began = TimeProvider.System.GetUtcNow().AddDays(-98);
        clock.BeginAt(began);
        clock.MoveOnTo(began.AddDays(3));

        clock.MoveOnTo(began.AddDays(2));

        Assert.InRange(clock.GetUtcNow(), began.AddDays(3), began.AddDays(3) + Slack);
    }

    [Fact]
    public void The_clock_of_a_play_never_comes_to_the_future()
    {
        var clock = new PlayedTime();
        clock.BeginAt(TimeProvider.System.GetUtcNow().AddDays(-1));

        clock.MoveOnTo(TimeProvider.System.GetUtcNow().AddDays(1));

        Assert.False(clock.IsPlaying);
        Assert.InRange(clock.GetUtcNow(), TimeProvider.System.GetUtcNow() - Slack, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public void When_the_play_has_ended_it_is_the_real_time()
    {
        var clock = new PlayedTime();
        clock.BeginAt(TimeProvider.System.GetUtcNow().AddDays(-98));

        clock.End();

        Assert.InRange(clock.GetUtcNow(), TimeProvider.System.GetUtcNow() - Slack, TimeProvider.System.GetUtcNow());
    }
}
