import Conformance
import Glibc
import YAML

/// What a file of KubeVirt's answers is about.
enum SampleKind: String, CaseIterable {
    /// Verdicts: a VMI, or its spec, with whether it is allowed and the causes when not.
    case admission
    /// Conversions: a VMI and what the converter knew of the host, with the domain XML.
    case domain

    /// KubeVirt's answer in a line beside ours.
    func comparison(in line: Node, place: String) -> Comparison {
        do throws(YAMLError) {
            switch self {
            case .admission: return AdmissionSample.comparison(in: line, place: place)
            case .domain:
                let sample = try YAMLDecoder().decode(DomainSample.self, from: line, file: place)
                return DomainConformance.comparison(of: sample, place: place)
            }
        } catch {
            return .differs("\(error)")
        }
    }
}

/// KubeVirt's answers, one a line, held against ours.
func agreement(_ kind: SampleKind, path: String) throws(YAMLError) -> Agreement {
    guard let file = fopen(path, "r") else {
        let reason = String(cString: strerror(errno))
        throw YAMLError(.init(.unreadable, "cannot be opened: \(reason); check the path", file: path))
    }
    defer { fclose(file) }
    var agreement = Agreement()
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    var number = 0
    while case let count = getline(&line, &capacity, file), count > 0, let line {
        number += 1
        let bytes = UnsafeRawBufferPointer(start: line, count: count)
        guard bytes.contains(where: { !" \t\r\n".utf8.contains($0) }) else { continue }
        let place = "\(path):\(number)"
        agreement.add(line: Array(bytes), place: place) { kind.comparison(in: $0, place: place) }
    }
    guard ferror(file) == 0 else { throw YAMLError(.init(.unreadable, "cannot be read", file: path)) }
    return agreement
}
