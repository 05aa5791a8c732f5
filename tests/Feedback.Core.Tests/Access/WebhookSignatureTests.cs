using System.Globalization;
using System.Text;
using Feedback.Core.Access;

namespace Feedback.Core.Tests.Access;

public sealed class WebhookSignatureTests
{
    // The vector of the published libraries of Standard Webhooks.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(Timestamp);

    private static readonly string OtherSecret = WebhookSignature.CreateSecret();

    [Fact]
    public void The_published_vector_is_signed_as_published() => Assert.Equal(Signature, WebhookSignature.Sign(Secret, Id, Timestamp, Body));

    [Fact]
    public void The_published_vector_is_valid() => Assert.Equal(WebhookCheck.Valid, Check());

    [Fact]
    public void A_new_secret_can_be_copied_from_json_as_it_is_shown() =>
        Assert.All(Enumerable.Range(0, 100).Select(_ => WebhookSignature.CreateSecret()), secret =>
            Assert.Equal($"\"{secret}\"", System.Text.Json.JsonSerializer.Serialize(secret)));

    [Fact]
    public void A_new_secret_has_256_bits()
    {
        var secret = WebhookSignature.CreateSecret();

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length);
    }

    [Fact]
    public void What_is_signed_with_a_new_secret_is_valid_under_it() =>
        Assert.Equal(WebhookCheck.Valid, Check(secrets: [OtherSecret], signatures: WebhookSignature.Sign(OtherSecret, Id, Timestamp, Body)));

    [Theory]
    [InlineData(-300)]
    [InlineData(0)]
    [InlineData(300)]
    public void A_clock_may_be_off_by_five_minutes_either_way(int seconds) => Assert.Equal(WebhookCheck.Valid, Check(now: Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(-300, -1)]
    [InlineData(300, 1)]
    public void And_by_no_more(int seconds, int ticks) => Assert.Equal(WebhookCheck.OutsideTolerance, Check(now: Now.AddSeconds(seconds).AddTicks(ticks)));

    [Fact]
    public void Another_body_is_wrong() => Assert.Equal(WebhookCheck.WrongSignature, Check(body: "{}"u8.ToArray()));

    [Fact]
    public void Another_id_is_wrong() => Assert.Equal(WebhookCheck.WrongSignature, Check(id: "msg_2"));

    [Fact]
    public void Another_timestamp_is_wrong() => Assert.Equal(WebhookCheck.WrongSignature, Check(timestamp: "1614265331"));

    [Fact]
    public void Another_secret_is_wrong() => Assert.Equal(WebhookCheck.WrongSignature, Check(secrets: [OtherSecret]));

    [Fact]
    public void No_secret_is_wrong() => Assert.Equal(WebhookCheck.WrongSignature, Check(secrets: []));

    [Fact]
    public void Of_two_secrets_either_is_right()
    {
        Assert.Equal(WebhookCheck.Valid, Check(secrets: [Secret, OtherSecret]));
        Assert.Equal(WebhookCheck.Valid, Check(secrets: [OtherSecret, Secret]));
    }

    [Fact]
    public void Of_several_signatures_one_right_one_is_enough()
    {
        var wrong = WebhookSignature.Sign(OtherSecret, Id, Timestamp, Body);

        Assert.Equal(WebhookCheck.Valid, Check(signatures: $"{wrong} {Signature}"));
        Assert.Equal(WebhookCheck.Valid, Check(signatures: $"{Signature} {wrong}"));
    }

    [Fact]
    public void Signatures_of_unknown_versions_are_passed_over() => Assert.Equal(WebhookCheck.Valid, Check(signatures: $"v1a,abc v2,??? nothing {Signature}"));

    [Theory]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,")]
    [InlineData("v1,g0hM9SsE")]
    [InlineData("v1,not base64")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OEg0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("   ")]
    public void What_is_no_signature_of_version_1_is_wrong(string signatures) => Assert.Equal(WebhookCheck.WrongSignature, Check(signatures: signatures));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_signature_is_required(string? signatures) =>
        Assert.Equal(WebhookCheck.NoSignature, WebhookSignature.Check([Secret], Id, Text(Timestamp), signatures, Body, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_id_is_required(string? id) => Assert.Equal(WebhookCheck.NoId, WebhookSignature.Check([Secret], id, Text(Timestamp), Signature, Body, Now));

    [Fact]
    public void An_id_has_at_most_256_characters()
    {
        Assert.Equal(WebhookCheck.WrongSignature, Check(id: new('x', 256)));
        Assert.Equal(WebhookCheck.NoId, Check(id: new('x', 257)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("253402300800")]
    [InlineData("99999999999999999999")]
    public void The_timestamp_is_a_number_of_seconds(string? timestamp) =>
        Assert.Equal(WebhookCheck.NoTimestamp, WebhookSignature.Check([Secret], Id, timestamp, Signature, Body, Now));

    private static WebhookCheck Check(IReadOnlyList<string>? secrets = null, string id = Id, string? timestamp = null, string signatures = Signature,
        byte[]? body = null, DateTimeOffset? now = null) =>
        WebhookSignature.Check(secrets ?? [Secret], id, timestamp ?? Text(Timestamp), signatures, body ?? Body, now ?? Now);

    private static string Text(long timestamp) => timestamp.ToString(CultureInfo.InvariantCulture);
}
