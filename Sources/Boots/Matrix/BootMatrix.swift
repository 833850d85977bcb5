package import Machines

/// Boots that differ in a few things: each combination of the values of its axes is a cell, booted as by itself.
///
/// ```swift
/// var matrix = BootMatrix(Boot(kernel: "host"))
/// matrix.vary(\.cpus, "cpus", over: [1, 2])
/// matrix.vary(\.arguments, "append", over: ["", "slub_debug=FZ"])
/// for result in try await matrix.run() { print(result.cell.name, result.hasPassed) }
/// ```
public struct BootMatrix: Sendable, Hashable {
    /// What is varied.
    public private(set) var axes: [BootAxis] = []
    /// The combinations, in the order of the axes: the values of the last one change first.
    public private(set) var cells: [BootCell]

    /// A matrix of one cell, whose axes are added by ``vary(_:_:over:)`` and ``vary(_:over:by:)``.
    public init(_ boot: Boot) { cells = [BootCell([], boot)] }

    /// Each cell becomes one for each value. An axis without values leaves no cell.
    ///
    /// - Parameters:
    ///   - name: What the axis is called.
    ///   - values: What it varies over; each is named by its description.
    ///   - change: Gives a boot the value.
    public mutating func vary<Value>(
        _ name: String, over values: [Value], by change: (inout Boot, Value) throws -> Void
    ) rethrows {
        var changed: [BootCell] = []
        for cell in cells {
            for value in values {
                var one = cell
                try change(&one.boot, value)
                one.coordinates.append(.init(axis: name, value: "\(value)"))
                changed.append(one)
            }
        }
        axes.append(BootAxis(name, values.map { "\($0)" }))
        cells = changed
    }

    /// The same for a field of the boot.
    public mutating func vary<Value>(
        _ field: WritableKeyPath<Boot, Value>, _ name: String, over values: [Value]
    ) {
        vary(name, over: values) { $0[keyPath: field] = $1 }
    }

    /// The cells of axes whose values are texts; what `make` throws is thrown.
    package init(
        _ axes: [BootAxis], _ make: ([BootCell.Coordinate]) throws(MachineError) -> Boot
    ) throws(MachineError) {
        self.axes = axes
        cells = []
        for coordinates in Self.combinations(of: axes) { cells.append(BootCell(coordinates, try make(coordinates))) }
    }

    /// How many cells such axes have; nil when that is more than can be counted.
    package static func count(of axes: [BootAxis]) -> Int? {
        axes.reduce(1) { count, axis in
            count.flatMap { count in
                let (product, overflows) = count.multipliedReportingOverflow(by: axis.values.count)
                return overflows ? nil : product
            }
        }
    }

    private static func combinations(of axes: [BootAxis]) -> [[BootCell.Coordinate]] {
        axes.reduce([[]]) { combinations, axis in
            combinations.flatMap { begun in
                axis.values.map { begun + [BootCell.Coordinate(axis: axis.name, value: $0)] }
            }
        }
    }
}
