import Fixtures
import YAML

/// A value that a parameter is given, and where.
struct GivenValue {
    var value: ParameterValue
    /// Nil for one that comes from outside, such as a command line.
    var mark: Mark?
}

extension ParameterDeclarations {
    /// What each parameter is; `places` tells where each mistake is, and `file` whose parameters these are.
    func values(
        _ given: [String: GivenValue], _ places: Places, file: String
    ) throws(FixtureError) -> [String: ParameterValue] {
        var problems: [FixtureError.Problem] = []
        var isOfFile = false
        for (name, gift) in given.sorted(by: { $0.key < $1.key }) where parameters[name] == nil {
            isOfFile = isOfFile || gift.mark != nil
            problems.append(
                .init(
                    "\(file) has no parameter ‘\(name.prefix(100))’\(unknown(name))",
                    location: gift.mark.map { places.location($0) }))
        }
        var values: [String: ParameterValue] = [:]
        for name in names {
            guard let parameter = parameters[name] else { continue }
            let declared = mark(of: name).map { places.location($0) }
            let gift = given[name] ?? parameter.default.map { GivenValue(value: $0, mark: defaultMark(of: name)) }
            guard let gift else {
                let what = parameter.description.map { " (\($0))" } ?? ""
                problems.append(
                    .init(
                        "parameter ‘\(name)’\(what) has no default: give it a value, such as by --set \(name)=…",
                        field: "\(Self.key).\(name)", location: declared))
                continue
            }
            do throws(ParameterError) {
                try parameter.check(gift.value)
                values[name] = gift.value
            } catch {
                isOfFile = isOfFile || gift.mark != nil
                let origin = gift.mark == nil ? " (declared at \(declared.map { "\($0)" } ?? file))" : ""
                problems.append(
                    .init(
                        "parameter ‘\(name)’\(origin): \(error.message)", field: "\(Self.key).\(name)",
                        location: gift.mark.map { places.location($0) }))
            }
        }
        guard problems.isEmpty else {
            // What a file gives is the file's mistake.
            throw FixtureError(isOfFile ? .invalid : .parameter, problems, file: file)
        }
        return values
    }
}
