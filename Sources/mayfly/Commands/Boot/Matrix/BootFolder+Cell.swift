import Boots

extension BootFolder {
    /// How the folder of a matrix's cell is called: `2-cpus=2,append=quiet`. What a file's name should not have is `_`, and
    /// of a path only the last part is there; the number makes it the only one.
    static func name(of cell: BootCell, numbered number: Int) -> String {
        let words = cell.coordinates.map { coordinate in
            let last = coordinate.value.split(separator: "/").last.map(String.init) ?? coordinate.value
            return "\(coordinate.axis)=\(last)"
        }.joined(separator: ",")
        let plain = words.map { character in
            character.isASCII && (character.isLetter || character.isNumber || "=,._+-".contains(character))
                ? character : "_"
        }
        return "\(number)-\(String(plain.prefix(100)))"
    }

    /// Whether a folder has such a name.
    static func isCell(_ name: String) -> Bool {
        let rest = name.drop { $0.isASCII && $0.isNumber }
        return rest.count < name.count && rest.first == "-" && rest.contains("=")
    }
}
