using System.Security.Cryptography;
using Feedback.Core.Access;

namespace Feedback.Core.Tests.Access;

public sealed class ApiKeyTests
{
    [Fact]
    public void A_key_has_its_prefix_and_256_bits_in_characters_that_a_header_takes()
    {
        var key = ApiKey.Create("fbs_");

        Assert.Matches("^fbs_[A-Za-z0-9_-]{43}$", key);
    }

    [Fact]
    public void No_two_keys_are_the_same() => Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => ApiKey.Create("fbs_")).Distinct().Count());

    [Fact]
    public void A_hash_is_the_SHA_256_in_lower_case_hex() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ApiKey.Hash("abc"));

    [Fact]
    public void A_key_matches_its_hash() => Assert.True(ApiKey.Matches("fbm_abc", ApiKey.Hash("fbm_abc")));

    [Theory]
    [InlineData("")]
    [InlineData("fbm_abC")]
    [InlineData("fbm_abc ")]
    public void Another_key_does_not(string presented) => Assert.False(ApiKey.Matches(presented, ApiKey.Hash("fbm_abc")));

    [Fact]
    public void A_hash_is_no_key() => Assert.False(ApiKey.Matches(ApiKey.Hash("fbm_abc"), ApiKey.Hash("fbm_abc")));

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("passwordpasswordpasswordpassword")]
    [InlineData("passwordpasswordpasswordpassword1")]
    [InlineData("Feedback2026!Feedback2026!Feedback2026!")]
    [InlineData("changemechangemechangemechangeme")]
    [InlineData("12345678901234567890123456789012")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("zyxwvutsrqponmlkjihgfedcba9876543210")]
    public void A_long_key_that_is_easy_to_guess_is_weak(string key) => Assert.True(ApiKey.IsPlainlyWeak(key));

    [Theory]
    [InlineData("fbm_0123456789abcdef0123456789abcdef")]
    [InlineData("manager-key-of-the-tests-0123456789")]
    [InlineData("9b1de2e2c3a8f1f0b7a34dd17c5e60a9")]
    [InlineData("correct-horse-battery-staple-and-more")]
    public void Any_other_long_key_is_not(string key) => Assert.False(ApiKey.IsPlainlyWeak(key));

    [Fact]
    public void No_key_that_is_made_at_random_is_weak() =>
        Assert.DoesNotContain(Enumerable.Range(0, 1_000).Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))), ApiKey.IsPlainlyWeak);
}
