#include "bench/plot.h"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "bench/median.h"

namespace postgate_bench {

namespace {

constexpr double kWidth = 340;
constexpr double kHeight = 220;
constexpr double kTop = 40;

struct Point {
  double x;
  double y;
};

struct Curve {
  std::string name;
  std::vector<Point> points;
};

[[gnu::format(printf, 1, 2)]] std::string print(const char* format, ...) {
  char text[512];
  va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return text;
}

std::string label(double value) {
  if (value >= 1e6) return print("%.3gM", value / 1e6);
  if (value >= 1e3) return print("%.3gk", value / 1e3);
  return print("%g", value);
}

// One set of axes, both logarithmic.
class Panel {
 public:
  Panel(double left, const char* title, const std::vector<Curve>& curves) : left_(left) {
    for (const Curve& curve : curves) {
      for (const Point& point : curve.points) {
        x_min_ = std::min(x_min_, std::log10(point.x));
        x_max_ = std::max(x_max_, std::log10(point.x));
        y_min_ = std::min(y_min_, std::floor(std::log10(point.y)));
        y_max_ = std::max(y_max_, std::ceil(std::log10(point.y)));
      }
    }
    if (x_max_ <= x_min_) x_max_ = x_min_ + 1;
    if (y_max_ <= y_min_) y_max_ = y_min_ + 1;
    svg_ += print("<text x=\"%g\" y=\"22\" font-weight=\"bold\">%s</text>\n", left_, title);
    axes();
    constexpr const char* kColours[] = {"#888888", "#c0392b", "#2471a3", "#1e8449", "#b7950b",
                                        "#7d3c98", "#ca6f1e", "#34495e", "#16a085"};
    for (std::size_t i = 0; i < curves.size(); ++i) draw(curves[i], kColours[i % std::size(kColours)]);
  }
  [[nodiscard]] const std::string& svg() const { return svg_; }

 private:
  [[nodiscard]] double x(double value) const {
    return left_ + (std::log10(value) - x_min_) / (x_max_ - x_min_) * kWidth;
  }
  [[nodiscard]] double y(double value) const {
    return kTop + kHeight - (std::log10(value) - y_min_) / (y_max_ - y_min_) * kHeight;
  }
  void axes() {
    for (double exponent = y_min_; exponent <= y_max_; ++exponent) {
      const double at = y(std::pow(10, exponent));
      svg_ += print("<line x1=\"%g\" y1=\"%.1f\" x2=\"%g\" y2=\"%.1f\" stroke=\"#dddddd\"/>\n", left_, at,
                    left_ + kWidth, at);
      svg_ += print("<text x=\"%g\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", left_ - 6, at + 4,
                    label(std::pow(10, exponent)).c_str());
    }
  }
  void draw(const Curve& curve, const char* colour) {
    std::string points;
    for (const Point& point : curve.points) points += print("%.1f,%.1f ", x(point.x), y(point.y));
    svg_ += print("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour) + points +
            "\"/>\n";
    for (const Point& point : curve.points) {
      svg_ +=
          print("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x(point.x), y(point.y), colour);
      svg_ += print("<text x=\"%.1f\" y=\"%g\" text-anchor=\"middle\">%s</text>\n", x(point.x),
                    kTop + kHeight + 18, label(point.x).c_str());
    }
    const Point& last = curve.points.back();
    svg_ += print("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n", x(last.x) + 8, y(last.y) + 4, colour,
                  curve.name.c_str());
  }

  double left_;
  double x_min_ = 99;
  double x_max_ = -99;
  double y_min_ = 99;
  double y_max_ = -99;
  std::string svg_;
};

std::vector<Curve> by_words(const Posts& posts, const std::vector<Row>& rows) {
  std::vector<Curve> curves;
  for (const Row& row : rows) {
    for (const Line& line : row.lines) {
      auto curve =
          std::find_if(curves.begin(), curves.end(), [&](const Curve& c) { return c.name == line.name; });
      if (curve == curves.end()) curve = curves.insert(curves.end(), Curve{line.name, {}});
      curve->points.push_back(
          {static_cast<double>(row.words), median(line.times) / static_cast<double>(posts.texts.size())});
    }
  }
  return curves;
}

}  // namespace

void draw_plot(const std::string& file, const Posts& posts, const std::vector<Row>& rows,
               const std::vector<Latency>& latencies) {
  Curve lengths{"postgate", {}};
  for (const Latency& each : latencies) {
    if (each.kind != latencies.front().kind) break;
    lengths.points.push_back({static_cast<double>(each.bytes), each.p50 / static_cast<double>(each.bytes)});
  }
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1010\" height=\"290\" font-family=\"sans-serif\" "
      "font-size=\"11\">\n<rect width=\"1010\" height=\"290\" fill=\"white\"/>\n";
  svg += Panel(60, "nanoseconds a post, by words", by_words(posts, rows)).svg();
  if (!lengths.points.empty())
    svg += Panel(580, "nanoseconds a byte, by length of the post (bytes)", {lengths}).svg();
  std::ofstream out(file);
  out << svg << "</svg>\n";
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

}  // namespace postgate_bench
