using Feedback.Core.Customers;
using Feedback.Core.Records;
using Feedback.Core.Signals;

namespace Feedback.Core.Tests.Customers;

public sealed class CustomerKeysTests
{
    private static readonly CustomerKeys Keys = new([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);

    // Customers are stored under it: another version of the program must give the same.
    [Fact]
    public void A_key_follows_from_secret_and_identifier_alone() => Assert.Equal("9f305c028d1f76ae44c85fbf529bb539", Keys.KeyOf(new("c-7781", null)));

    [Fact]
    public void The_customer_number_goes_before_the_email() => Assert.Equal(Keys.KeyOf(new("c-7781", null)), Keys.KeyOf(new("c-7781", "a@example.com")));

    [Fact]
    public void Another_customer_number_gives_another_key() => Assert.NotEqual(Keys.KeyOf(new("c-7781", null)), Keys.KeyOf(new("c-7782", null)));

    [Fact]
    public void The_case_of_a_customer_number_matters() => Assert.NotEqual(Keys.KeyOf(new("c-7781", null)), Keys.KeyOf(new("C-7781", null)));

    [Fact]
    public void The_case_of_an_email_does_not() => Assert.Equal(Keys.KeyOf(new(null, "a@example.com")), Keys.KeyOf(new(null, "A@Example.COM")));

    [Fact]
    public void Another_email_gives_another_key() => Assert.NotEqual(Keys.KeyOf(new(null, "a@example.com")), Keys.KeyOf(new(null, "b@example.com")));

    [Fact]
    public void A_number_that_looks_like_an_email_is_not_that_email() =>
        Assert.NotEqual(Keys.KeyOf(new("a@example.com", null)), Keys.KeyOf(new(null, "a@example.com")));

    [Fact]
    public void Another_secret_gives_another_key() =>
        Assert.NotEqual(Keys.KeyOf(new("c-7781", null)), new CustomerKeys(new byte[32]).KeyOf(new("c-7781", null)));

    [Fact]
    public void A_sketch_takes_a_key()
    {
        var sketch = new CustomerSketch();
        sketch.Add(Keys.KeyOf(new("c-7781", null)));
        sketch.Add(Keys.KeyOf(new("c-7782", null)));

        Assert.Equal(2, sketch.Count());
    }

    [Fact]
    public void A_key_has_the_form_of_an_id() => Assert.True(FeedbackId.IsValid(Keys.KeyOf(new(null, "a@example.com"))));
}
