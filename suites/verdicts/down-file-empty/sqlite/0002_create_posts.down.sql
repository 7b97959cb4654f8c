/* some day:
   DROP TABLE posts; */
;
