import Boots
import Mayfly
import Terminal

/// `mayfly boot --matrix`: each combination of values is a boot.
enum MatrixOptions {
    static let matrix = RepeatedOption(
        "matrix", .axis,
        "Boot once for each value of this option, and with several axes for each combination; '\\,' is a comma in a value."
    )

    static let specs = [matrix.spec]

    /// More would be a mistake.
    static let most = 1000

    /// The boots of all combinations; nil where the words name no axis. What is wrong is told with its axis or its cell, and
    /// what is said of one boot only is refused.
    static func matrix(_ invocation: Invocation) throws(MachineError) -> BootMatrix? {
        let axes = try axes(invocation)
        guard !axes.isEmpty else { return nil }
        let alone = invocation.given([
            BootManifestOptions.manifest.spec, BootCommand.untilFailure.spec,
        ])
        guard alone.isEmpty else {
            throw refusal(
                "\(alone.joined(separator: ", ")) is for one boot; with --artifacts DIR each cell has its manifest, and with "
                    + "--runs N it is booted so many times")
        }
        guard let count = BootMatrix.count(of: axes), count <= most else {
            throw refusal("it has more than \(most) cells; leave values out")
        }
        return try BootMatrix(axes) { coordinates throws(MachineError) in
            let words = try cell(invocation, coordinates)
            do throws(MachineError) { return try BootOptions.boot(words) } catch {
                throw BootCell.refused(error, coordinates)
            }
        }
    }

    /// What is given of an axis in several words is one axis.
    private static func axes(_ invocation: Invocation) throws(MachineError) -> [BootAxis] {
        var axes: [BootAxis] = []
        for axis in invocation[matrix] {
            if let index = axes.firstIndex(where: { $0.name == axis.name }) {
                axes[index].values += axis.values
            } else {
                axes.append(axis)
            }
        }
        for axis in axes {
            guard let spec = MatrixAxis.all.first(where: { $0.long == axis.name }) else { continue }
            if let twice = axis.values.first(where: { value in axis.values.count { $0 == value } > 1 }) {
                throw refusal("the axis \(axis.name) has '\(twice.printable)' twice; leave one out")
            }
            guard spec.isRepeatable || invocation.given([spec]).isEmpty else {
                throw refusal("\(axis.name) is one of its axes, and is given by \(spec.flag), too; leave one out")
            }
            for value in axis.values {
                do throws(ValueError) { _ = try invocation.adding(value, to: spec) } catch {
                    throw refusal("the axis \(axis.name): '\(value.printable)' \(error)")
                }
            }
        }
        return axes
    }

    /// The words of one cell, as if somebody had written them.
    private static func cell(
        _ invocation: Invocation, _ coordinates: [BootCell.Coordinate]
    ) throws(MachineError) -> Invocation {
        var words = invocation
        for coordinate in coordinates {
            guard let spec = MatrixAxis.all.first(where: { $0.long == coordinate.axis }) else { continue }
            do throws(ValueError) { words = try words.adding(coordinate.value, to: spec) } catch {
                throw refusal("the axis \(coordinate.axis): '\(coordinate.value.printable)' \(error)")
            }
        }
        for option in MatrixAxis.paths {
            words = words.changing(option) { path in
                coordinates.reduce(path) { $0.replacing("{\($1.axis)}", with: $1.value) }
            }
        }
        return words
    }

    private static func refusal(_ words: String) -> MachineError {
        MachineError(.invalidInput, "the matrix cannot be booted: \(words)")
    }
}
