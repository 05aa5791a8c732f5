using Feedback.Core.Drivers;

namespace Feedback.Core.Tests.Drivers;

public sealed class LeastSquaresTests
{
    /// <summary>F. J. Anscombe: Graphs in statistical analysis, Am. Statistician 27, 1973: the first of the four.</summary>
    private static readonly (double X, double Y)[] Anscombe =
        [(10, 8.04), (8, 6.95), (13, 7.58), (9, 8.81), (11, 8.33), (14, 9.96), (6, 7.24), (4, 4.26), (12, 10.84), (7, 4.82), (5, 5.68)];

    [Fact]
    public void Anscombes_line_is_found()
    {
        var fit = OfAnscombe();

        Assert.Equal(3.00009091, fit.Coefficients[0], 8);
        Assert.Equal(0.50009091, fit.Coefficients[1], 8);
    }

    // By the closed formula for a line: the sum of w² e² / (1 − h)² with w = (x − x̄) / Sxx for the slope and 1/n − x̄ w for the intercept.
    [Fact]
    public void Its_HC3_errors_are_those_of_the_closed_formula()
    {
        var fit = OfAnscombe();

        Assert.Equal(1.1349898718437, fit.Errors[0], 10);
        Assert.Equal(0.1321781744913, fit.Errors[1], 10);
    }

    // Groups 1, 2, 3 and 4, 8. Residuals −1, 0, 1 with leverage 1/3: (2.25 + 2.25) / 9 = 0.5; residuals −2, 2 with leverage 1/2: (16 + 16) / 4 = 8.
    [Fact]
    public void The_HC3_error_of_a_difference_of_two_means_is_as_by_hand()
    {
        var fit = LeastSquares.Fit([Row(1), Row(2), Row(3), Row(4, 1), Row(8, 1)], [0, 1]);

        Assert.Equal(4, fit.Coefficients[1], 10);
        Assert.Equal(Math.Sqrt(8.5), fit.Errors[1], 10);
    }

    [Fact]
    public void An_interval_is_that_of_Students_t()
    {
        var (low, high) = OfAnscombe().Interval(1);

        // The table's 0.975 quantile for 9 degrees of freedom.
        Assert.Equal(2.262157, (high - low) / 2 / 0.1321781744913, 5);
        Assert.Equal(0.50009091, (high + low) / 2, 8);
    }

    [Fact]
    public void A_coefficient_at_the_end_of_its_interval_has_a_probability_of_5_percent() =>
        Assert.Equal(0.05, new LeastSquaresFit([2.262157], [1], 9).Probability(0), 6);

    [Fact]
    public void What_is_exactly_fitted_has_no_error_and_is_no_chance()
    {
        var fit = LeastSquares.Fit([Row(1), Row(1), Row(5, 1), Row(5, 1)], [0, 1]);

        Assert.Equal((4, 0, 0), (Math.Round(fit.Coefficients[1], 9), Math.Round(fit.Errors[1], 9), Math.Round(fit.Probability(1), 9)));
    }

    [Fact]
    public void An_observation_that_alone_tells_of_a_column_gives_a_finite_error()
    {
        var fit = LeastSquares.Fit([Row(1), Row(2), Row(3), Row(9, 1)], [0, 1]);

        Assert.True(double.IsFinite(fit.Errors[1]));
    }

    [Fact]
    public void Of_two_columns_that_are_the_same_the_later_goes() =>
        Assert.Equal([0, 1], LeastSquares.Separable([.. Repeat(10, 1, 2), .. Repeat(10)], 3, apart: 1));

    [Fact]
    public void A_column_that_is_the_sum_of_two_others_goes() =>
        Assert.Equal([0, 1, 2], LeastSquares.Separable([.. Repeat(10, 1, 3), .. Repeat(10, 2, 3), .. Repeat(10)], 4, apart: 1));

    [Theory]
    [InlineData(4, 2)]
    [InlineData(20, 3)]
    public void A_column_stays_when_enough_observations_tell_it_apart(int apart, int kept) =>
        Assert.Equal(kept, LeastSquares.Separable([.. Repeat(100, 1, 2), .. Repeat(apart, 1), .. Repeat(100)], 3, apart: 5).Count);

    [Fact]
    public void Of_three_of_which_two_together_are_the_third_but_for_a_few_one_goes() =>
        Assert.Equal([0, 1, 2], LeastSquares.Separable([.. Repeat(40, 1, 2), .. Repeat(40, 1, 3), .. Repeat(3, 1), .. Repeat(40)], 4, apart: 5));

    // Of the first column 34 × 6 / 40 = 5.1 are left beside the intercept, but only 17 × 6 / 23 = 4.4 once the second is there, of which 17 × 17 / 34 = 8.5 are
    // left.
    [Fact]
    public void A_column_that_a_later_one_leaves_indistinct_goes() =>
        Assert.Equal([0, 2], LeastSquares.Separable([.. Repeat(17, 1, 2), .. Repeat(17, 1), .. Repeat(6)], 3, apart: 5));

    private static LeastSquaresFit OfAnscombe() => LeastSquares.Fit([.. Anscombe.Select(point => new Observation(point.Y, [(0, 1), (1, point.X)]))], [0, 1]);

    private static Observation Row(double outcome, params int[] columns) => new(outcome, [(0, 1.0), .. columns.Select(column => (column, 1.0))]);

    private static IEnumerable<Observation> Repeat(int count, params int[] columns) => Enumerable.Repeat(Row(0, columns), count);
}
