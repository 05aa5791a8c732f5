using System.Globalization;
using System.Threading.RateLimiting;
using Feedback.Web.Hosting;

namespace Feedback.Web.Access;

/// <summary>
/// Counts wrong keys and signatures by address. Only who presents a wrong one once more is told to wait: the right one is let in whatever others do behind
/// the same address.
/// </summary>
internal sealed class WrongKeys(RefusedRequests refused) : IDisposable
{
    public const int SignInsAMinute = 10;
    public const int CallsAMinute = 100;

    private readonly PartitionedRateLimiter<string> _signIns = Limiter(SignInsAMinute);
    private readonly PartitionedRateLimiter<string> _calls = Limiter(CallsAMinute);

    /// <summary>Somebody typed a wrong key. Returns the status to answer with.</summary>
    public int NoteSignIn(HttpContext context) => Note(context, _signIns, RefusedRequests.WrongSignIn);

    /// <summary>A call brought a wrong key. Returns the status to answer with.</summary>
    public int NoteCall(HttpContext context) => Note(context, _calls, RefusedRequests.WrongKey);

    /// <summary>A webhook brought a wrong signature. Returns the status to answer with.</summary>
    public int NoteSignature(HttpContext context) => Note(context, _calls, RefusedRequests.WrongSignature);

    public void Dispose()
    {
        _signIns.Dispose();
        _calls.Dispose();
    }

    private int Note(HttpContext context, PartitionedRateLimiter<string> limiter, string reason)
    {
        refused.Note(reason, context);
        using var lease = limiter.AttemptAcquire(RefusedRequests.AddressOf(context));
        if (lease.IsAcquired)
            return StatusCodes.Status401Unauthorized;
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return StatusCodes.Status429TooManyRequests;
    }

    private static PartitionedRateLimiter<string> Limiter(int aMinute) => PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = aMinute, Window = TimeSpan.FromMinutes(1) }));
}
