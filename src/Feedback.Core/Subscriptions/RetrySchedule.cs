using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// When a delivery that failed is tried again: the example schedule of Standard Webhooks 1.0 ("Deliverability and reliability": at once, then 5 s, 5 min, 30
/// min, 2 h, 5 h and 10 h later), ended at 24 hours after the first attempt. Up to a tenth is added to each wait, so that what failed together does not come
/// back together.
/// </summary>
public static class RetrySchedule
{
    private const double Jitter = 0.1;

    /// <summary>The waits, without what is added to them.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        new TimeSpan(hours: 6, minutes: 25, seconds: 0),
    ];

    /// <summary>The longest that a subscriber's <c>Retry-After</c> is followed.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(10);

    /// <summary>How long to wait after an attempt that failed; <c>null</c> after the last.</summary>
    /// <param name="attempts">How often it was tried, from 1.</param>
    /// <param name="delivery">Whose waits they are: what is added follows from it, so it needs no random number and differs from one delivery to the
    /// next.</param>
    public static TimeSpan? After(int attempts, string delivery)
    {
        if (attempts > Waits.Count)
            return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{delivery}\n{attempts}")));
        return Waits[attempts - 1] * (1 + (Jitter * (BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue)));
    }
}
