using Feedback.App.Local;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.App.Tests.Pipeline;

/// <summary>When the pipeline gives way to intake.</summary>
public sealed class IntakeFirstTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly IntakeFirst _first;
    private TimeSpan _used;
    private bool _isBusy = true;

    public IntakeFirstTests() => _first = new(() => _isBusy, () => _used, _time);

    [Fact]
    public void It_rests_while_much_comes_in_and_more_than_half_of_the_processors_is_used()
    {
        Work(0.51);

        Assert.True(_first.GivesWay);
    }

    [Fact]
    public void It_does_not_rest_where_feedback_waits_for_the_disk_only()
    {
        Work(0.5);

        Assert.False(_first.GivesWay);
        Assert.True(_first.InSmallSteps);
    }

    [Fact]
    public void It_does_not_rest_for_work_of_its_own()
    {
        _isBusy = false;
        Work(1);

        Assert.False(_first.GivesWay);
        Assert.False(_first.InSmallSteps);
    }

    [Fact]
    public void It_goes_on_when_the_processors_are_free_again()
    {
        Work(0.9);
        Assert.True(_first.GivesWay);

        Work(0.2);

        Assert.False(_first.GivesWay);
    }

    [Fact]
    public void What_was_used_long_ago_does_not_count()
    {
        _used += TimeSpan.FromSeconds(1) * Environment.ProcessorCount;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(_first.GivesWay);
    }

    private void Work(double share)
    {
        _time.Advance(Window);
        _used += share * Window * Environment.ProcessorCount;
    }
}
