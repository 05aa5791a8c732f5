using Feedback.Core.Pipeline;

namespace Feedback.App.Tests.Pipeline;

/// <summary>A processor that does not get past one page is told from one that merely has much to do.</summary>
public sealed class StuckProcessorTests : IAsyncDisposable
{
    private const string Reader = "fold-signals";

    private readonly House _house = new();
    private readonly PipelineProgress _progress;

    public StuckProcessorTests()
    {
        _progress = _house.Get<PipelineProgress>();
        _progress.Begins(Reader);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public void One_that_tries_the_same_page_for_more_than_a_minute_is_stuck()
    {
        for (var attempt = 0; attempt <= 6; attempt++)
        {
            Assert.Empty(_progress.Stuck);
            _progress.IsBehind(Reader);
            _house.Time.Advance(TimeSpan.FromSeconds(attempt == 6 ? 1 : 10));
        }

        Assert.Equal([Reader], _progress.Stuck);
    }

    [Fact]
    public void One_that_is_far_behind_and_gets_on_is_not()
    {
        for (var page = 0; page < 20; page++)
        {
            _progress.IsBehind(Reader);
            _house.Time.Advance(TimeSpan.FromSeconds(50));
            _progress.HasHandled(Reader);
        }

        Assert.Empty(_progress.Stuck);
        Assert.False(_progress.IsCaughtUp);
    }

    [Fact]
    public void One_that_was_stuck_and_gets_on_is_not_any_more()
    {
        _progress.IsBehind(Reader);
        _house.Time.Advance(TimeSpan.FromMinutes(2));
        _progress.HasHandled(Reader);

        Assert.Empty(_progress.Stuck);
    }
}
