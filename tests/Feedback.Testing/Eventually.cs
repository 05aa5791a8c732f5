using System.Diagnostics;

namespace Feedback.Testing;

/// <summary>Waits for what another thread or program brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < Patience, otherwise());
            await Task.Delay(20);
        }
    }
}
