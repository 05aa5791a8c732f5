using Feedback.Core.Storage;
using Feedback.StoreContract;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Core.Tests.Storage;

public sealed class CursorStoreTests
{
    private static readonly CursorName Renamed = new("new", FormerName: "old");

    private readonly DictionaryStore _store = new(new FakeTimeProvider(TestTime.Start));

    [Fact]
    public async Task Who_has_never_read_has_no_cursor() => Assert.Null(await _store.FindCursorAsync(Renamed));

    [Fact]
    public async Task A_cursor_under_a_former_name_is_taken_over()
    {
        await _store.KeepCursorAsync(new("old"), "5");

        Assert.Equal("5", await _store.FindCursorAsync(Renamed));
        Assert.Null(await _store.FindCursorAsync(new("new")));
    }

    [Fact]
    public async Task A_cursor_under_the_present_name_counts_before_one_under_the_former()
    {
        await _store.KeepCursorAsync(new("old"), "5");
        await _store.KeepCursorAsync(Renamed, "7");

        Assert.Equal("7", await _store.FindCursorAsync(Renamed));
        Assert.Equal("5", await _store.FindCursorAsync(new("old")));
    }
}
