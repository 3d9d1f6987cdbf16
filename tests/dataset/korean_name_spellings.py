"""Names of public persons as encyclopaedias and the press spell them, and a thousand other names.

The first spelling of each is Hangul, the others mix McCune-Reischauer, the Revised Romanization, the usage of North and
South Korea, and what the persons use themselves.
"""

from itertools import product

PUBLISHED = [
    line.split(" | ")
    for line in """\
태영호 | Thae Yong-ho | Tae Yong-ho | T'ae Yŏng-ho | Tae Yeong-ho | Thae Yong Ho | Tae Young-ho
김일성 | Kim Il-sung | Kim Il-sŏng | Kim Il Sung | Gim Il-seong
김정일 | Kim Jong-il | Kim Chŏng-il | Kim Jeong-il | Kim Jong Il
김정은 | Kim Jong-un | Kim Chŏng-ŭn | Kim Jeong-eun | Kim Jong Un | Kim Jung-un
김정남 | Kim Jong-nam | Kim Chŏng-nam | Kim Jeong-nam
김여정 | Kim Yo-jong | Kim Yŏ-jŏng | Kim Yeo-jeong | Kim Yo Jong
김경희 | Kim Kyong-hui | Kim Kyŏng-hŭi | Kim Gyeong-hui | Kim Kyung-hee
김영남 | Kim Yong-nam | Kim Yŏng-nam | Kim Yeong-nam | Kim Young-nam
김영일 | Kim Yong-il | Kim Yŏng-il | Kim Yeong-il
김영철 | Kim Yong-chol | Kim Yŏng-ch'ŏl | Kim Yeong-cheol | Kim Young-chul
김계관 | Kim Kye-gwan | Kim Kye-kwan | Kim Gye-gwan
김원홍 | Kim Won-hong | Kim Wŏn-hong | Gim Won-hong
김혁철 | Kim Hyok-chol | Kim Hyŏk-ch'ŏl | Kim Hyeok-cheol
김책 | Kim Chaek | Kim Ch'aek | Gim Chaek
장성택 | Jang Song-thaek | Jang Sung-taek | Chang Sŏng-t'aek | Jang Seong-taek | Jang Song Thaek | Chang Song-taek
최룡해 | Choe Ryong-hae | Choi Ryong-hae | Ch'oe Ryong-hae
최선희 | Choe Son-hui | Ch'oe Sŏn-hŭi | Choi Sun-hee | Choe Son Hui | Choi Son-hui
리영호 | Ri Yong-ho | Ri Yŏng-ho | Lee Yong-ho | 이영호 | Lee Young-ho
리설주 | Ri Sol-ju | Ri Sŏl-chu | Lee Seol-ju | Ri Sol Ju
리수용 | Ri Su-yong | Lee Su-yong | Ri Soo-yong
리일규 | Ri Il-kyu | Lee Il-kyu | Ri Il-gyu
박봉주 | Pak Pong-ju | Park Pong-ju | Pak Pong-chu | Park Bong-ju
박헌영 | Pak Hon-yong | Pak Hŏn-yŏng | Park Heon-young | Bak Heon-yeong
황장엽 | Hwang Jang-yop | Hwang Chang-yŏp | Hwang Jang-yeop | Hwang Jang Yop
황병서 | Hwang Pyong-so | Hwang Pyŏng-sŏ | Hwang Byong-so | Hwang Byeong-seo
조명록 | Jo Myong-rok | Cho Myŏng-nok | Cho Myong-rok | Jo Myeong-rok
조성길 | Jo Song-gil | Cho Sŏng-gil | Jo Seong-gil | Jo Song Gil
류현우 | Ryu Hyun-woo | Ryu Hyeon-u | Ryu Hyon-u
강석주 | Kang Sok-ju | Kang Sŏk-chu | Kang Sok Ju | Kang Seok-ju
오진우 | O Jin-u | O Chin-u | Oh Jin-u | Oh Jin-woo
한성렬 | Han Song-ryol | Han Sŏng-nyŏl | Han Seong-ryeol
현영철 | Hyon Yong-chol | Hyŏn Yŏng-ch'ŏl | Hyeon Yeong-cheol | Hyun Young-chul
현송월 | Hyon Song-wol | Hyŏn Song-wŏl | Hyun Song-wol | Hyeon Song-wol
이승만 | Syngman Rhee | Rhee Syngman | Yi Sŭng-man | Lee Seung-man | I Seungman
박정희 | Park Chung-hee | Pak Chŏng-hŭi | Bak Jeonghui | Park Jung-hee | Pak Chong-hui
전두환 | Chun Doo-hwan | Chŏn Tu-hwan | Jeon Du-hwan | Jeon Duhwan
노태우 | Roh Tae-woo | No T'ae-u | Noh Tae-woo | No Tae-u
김영삼 | Kim Young-sam | Kim Yŏng-sam | Kim Yeongsam | Gim Yeongsam
김대중 | Kim Dae-jung | Kim Tae-jung | Gim Daejung | Kim Tae-chung
노무현 | Roh Moo-hyun | No Mu-hyŏn | Noh Mu-hyeon | No Mu-hyun
이명박 | Lee Myung-bak | Yi Myŏng-bak | I Myeongbak | Lee Myeong-bak | Ri Myong-bak
박근혜 | Park Geun-hye | Pak Kŭn-hye | Bak Geunhye | Park Geun Hye
문재인 | Moon Jae-in | Mun Chae-in | Mun Jaein | Moon Jae In
윤석열 | Yoon Suk-yeol | Yun Sŏk-yŏl | Yun Seok-yeol | Yoon Seok-youl | Yoon Suk Yeol
이재명 | Lee Jae-myung | Yi Chae-myŏng | I Jaemyeong | Lee Jae Myung
반기문 | Ban Ki-moon | Pan Ki-mun | Ban Gi-mun | Ban Gimun
한덕수 | Han Duck-soo | Han Tŏk-su | Han Deok-su
정의용 | Chung Eui-yong | Chŏng Ŭi-yong | Jeong Uiyong
강경화 | Kang Kyung-wha | Kang Kyŏng-hwa | Gang Gyeonghwa
손흥민 | Son Heung-min | Son Hŭng-min | Son Heungmin | Sohn Heung-min
박지성 | Park Ji-sung | Pak Chi-sŏng | Bak Jiseong | Park Ji Sung
차범근 | Cha Bum-kun | Ch'a Pŏm-gŭn | Cha Beom-geun
홍명보 | Hong Myung-bo | Hong Myŏng-bo | Hong Myeong-bo
안정환 | Ahn Jung-hwan | An Chŏng-hwan | An Jeong-hwan
황희찬 | Hwang Hee-chan | Hwang Hŭi-ch'an | Hwang Huichan
김연아 | Kim Yuna | Yuna Kim | Kim Yŏn-a | Kim Yeon-a
박세리 | Se Ri Pak | Pak Se-ri | Park Seri
박찬호 | Chan Ho Park | Park Chan-ho | Pak Ch'an-ho | Bak Chanho
류현진 | Hyun-jin Ryu | Ryu Hyun-jin | Ryu Hyŏn-jin | Ryu Hyeon-jin
추신수 | Shin-soo Choo | Choo Shin-soo | Ch'u Sin-su | Chu Sinsu
신상옥 | Shin Sang-ok | Sin Sang-ok | Shin Sang-ohk
최은희 | Choi Eun-hee | Ch'oe Ŭn-hŭi | Choe Eun-hui
봉준호 | Bong Joon-ho | Pong Chun-ho | Bong Junho
김기덕 | Kim Ki-duk | Kim Ki-dŏk | Gim Gideok
정몽준 | Chung Mong-joon | Chŏng Mong-jun | Jeong Mongjun
이건희 | Lee Kun-hee | Yi Kŏn-hŭi | I Geonhui
""".splitlines()
]

_FAMILY, _GIVEN, _FIRST, _LAST = (
    names.split()
    for names in (
        "Kim Ri Lee Pak Park Choe Choi Jong Chung Kang Jo Cho Yun Yoon Jang Im Rim Lim Han Shin So",
        "Jong-song Song-chol Chol-ho Song-il Jong-su Son-ho Chol-min Jong-man Il-chol Min-jun Ji-hun Ha-rin Mi-ran "
        "Kwang-su Un-byol Kum-hyok Chang-min Hak-song Hyo-sim In-chol Kuk-chol Kyong-ae Myong-guk Nam-chol Ok-sun "
        "Pom-su Sang-guk Tae-il Tong-min Un-gyong Won-il Yong-gil Yu-mi Chun-sil Jin-hyok Ki-chol",
        "Anna Ivan Maria Peter Li Wei Min Thomas Yuki Juan Rana Omar Linh Ngoc Elena Hans",
        "Smith Petrov Wang Tanaka Santos Nguyen Khan Müller Rossi Kovács Silva Haddad Chen Sato Larsen Okafor",
    )
)
OTHERS = [f"{family} {given}" for family, given in product(_FAMILY, _GIVEN)] + [
    f"{first} {last}" for first, last in product(_FIRST, _LAST)
]
"""Names that no system of romanisation writes like one of `PUBLISHED`."""
